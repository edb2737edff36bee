using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>What arrives at a target, and what is said of it.</summary>
public sealed class ShippingTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

    [Fact]
    public async Task Run_ShipsWhatIsNotThereAndNothingTwice()
    {
        Manifest full = _shop.Backup("full.bak", 9 * Megabyte);

        TargetSyncResult first = await _shop.ShipOnceAsync();
        TargetSyncResult second = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(first.Copies);
        Assert.Equal((SyncOutcome.Succeeded, 9L * Megabyte, 0L, 1), (copy.Outcome, copy.BytesSent, copy.BytesResent, copy.Attempts));
        Assert.Equal((VerificationDepth.Sample, 7L), (copy.Copy!.Depth, copy.Copy.Seed));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Manifest beside = ManifestStore.Parse(_shop.At(Folder + "full.bak.manifest.json"), "full.bak");
        Assert.Equal(full.Sha256, beside.Sha256);
        Assert.Equal(2, _shop.Target.Store.Files.Count);
        Assert.Empty(second.Copies);
        Assert.Equal((SyncOutcome.Succeeded, 1), (second.Outcome, second.AlreadyProtected));
    }

    [Fact]
    public async Task Run_TakesUpAnUploadWhoseLineBreaksAndBreaksAgain()
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        _shop.Target.Line.CutAfter(6 * Megabyte);
        int puts = 0;
        _shop.Target.Refuse = (call, _) =>
        {
            if (call == "Put" && ++puts == 2)
                _shop.Target.Line.CutAfter(6 * Megabyte);
            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(3, copy.Attempts);
        Assert.InRange(copy.BytesSent, 20 * Megabyte, 21 * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_ResumesInTheMiddleOfAFileAfterTheProcessWasKilled()
    {
        // Also the tenth of the known defects of other tools: the partial is kept, and proven before it is used.
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        await BreakOffAsync(12 * Megabyte);
        Assert.Null(_shop.At(Folder + "full.bak"));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.InRange(copy.ResumedAt, 11 * Megabyte, 12 * Megabyte);
        Assert.Equal(20 * Megabyte, copy.ResumedAt + copy.BytesSent);
        Assert.Equal(0, copy.BytesResent);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_BeginsAnewWhenThePartialIsNotTheSource()
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        await BreakOffAsync(12 * Megabyte);
        Part().Write(offset: 3, [1, 2, 3, 4]);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 0L, 20L * Megabyte), (copy.Outcome, copy.ResumedAt, copy.BytesSent));
        Assert.InRange(copy.BytesResent, 11 * Megabyte, 12 * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(3 * Megabyte)]
    public async Task Run_StepsBackOverATailThatTheServerForgotInAPowerCut(int forgotten)
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        await BreakOffAsync(12 * Megabyte);
        MemoryFile part = Part();
        part.Write(part.Length - forgotten, new byte[forgotten]);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.InRange(copy.ResumedAt, 4 * Megabyte, part.Length - forgotten);
        Assert.InRange(copy.BytesResent, forgotten, 9 * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_SendsAgainWhatTheServerAcknowledgedAndLost()
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        _shop.Target.Line.CutAfter(12 * Megabyte, forgets: 2 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.InRange(copy.BytesResent, Megabyte, 3 * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_PublishesNothingWhenOtherBytesArriveTwice()
    {
        _shop.Verification = new VerificationDefinition { Depth = VerificationDepth.Whole };
        _shop.Backup("full.bak", 5 * Megabyte);
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "OpenRead")
                _shop.Target.Store.Find(path)!.Write(offset: 2 * Megabyte, [0xFF, 0xFE]);
            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.CopyCorrupt, 2), (copy.Outcome, copy.Code, copy.Attempts));
        Assert.Null(_shop.At(Folder + "full.bak"));
        Assert.Empty(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task Run_SendsOnceMoreWhenOtherBytesArriveOnce()
    {
        _shop.Verification = new VerificationDefinition { Depth = VerificationDepth.Whole };
        Manifest full = _shop.Backup("full.bak", 5 * Megabyte);
        bool damaged = false;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "OpenRead" && !damaged)
            {
                _shop.Target.Store.Find(path)!.Write(offset: 2 * Megabyte, [0xFF, 0xFE]);
                damaged = true;
            }

            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 10L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_ShipsNothingThatIsNotWhatWasBackedUp()
    {
        Manifest full = _shop.Backup("full.bak", 5 * Megabyte);
        using (FileStream file = File.OpenWrite(full.Media.Path))
            file.Write([9, 9, 9]);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (copy.Outcome, copy.Code));
        Assert.Empty(_shop.Target.Store.Files);
    }

    [Fact]
    public async Task Run_LeavesOneBrokenTargetBehindAndServesTheOthers()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        _shop.Add(new InMemoryTarget { Name = "broken", Refuse = (_, _) => new TargetException(TargetFailure.AuthFailed, "broken: wrong password", "look it up") });

        SyncReport report = await _shop.ShipAsync(CancellationToken.None, "broken", "hq");

        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Succeeded], report.Targets.Select(target => target.Outcome));
        Assert.Equal((ErrorCode.TargetAccessDenied, "look it up"), (report.Targets[0].Code, report.Targets[0].Hint));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_SaysThatTheDiskIsTooSmallBeforeItSendsAByte()
    {
        _shop.Backup("full.bak", 5 * Megabyte);
        _shop.Target.Store.Capacity = 3 * Megabyte;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.NoSpace, 0L), (copy.Outcome, copy.Code, copy.BytesSent));
        Assert.Contains("3145728", copy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsWhatWasSentWhenItIsCancelled()
    {
        _shop.Backup("full.bak", 20 * Megabyte);
        using var cancel = new CancellationTokenSource();
        var observer = new InMemoryTarget(_shop.Target.Store) { Name = "hq", Refuse = (call, _) => call == "Rename" ? Cancelled(cancel) : null };
        _shop.Add(observer);

        TargetSyncResult result = await _shop.ShipOnceAsync(cancel.Token);
        _shop.Add(_shop.Target);
        CopyResult resumed = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Cancelled, result.Outcome);
        Assert.Equal((SyncOutcome.Succeeded, 20L * Megabyte, 0L), (resumed.Outcome, resumed.ResumedAt, resumed.BytesSent));
    }

    [Fact]
    public async Task Run_DoesNotSendAgainWhenOnlyTheAnswerToTheRenameWasLost()
    {
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        bool lost = false;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "Rename" || lost)
                return null;

            lost = true;
            _shop.Target.Store.Move(path, TargetPath.Parse(Folder + "full.bak"));
            return new TargetException(TargetFailure.Lost, "hq: the line was cut");
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 3L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_EndsWellWhereverTheRunBeforeWasKilled()
    {
        Manifest full = _shop.Backup("full.bak", 2 * Megabyte);
        Manifest log = _shop.Backup("log.trn", Megabyte, BackupKind.Log);
        int calls = 0;
        _shop.Target.Refuse = (_, _) =>
        {
            calls++;
            return null;
        };
        await _shop.ShipOnceAsync();
        int all = calls;
        Assert.InRange(all, 10, 60);

        for (int kill = 0; kill < all; kill++)
        {
            using var other = new Shop();
            Manifest[] media = [other.Backup("full.bak", 2 * Megabyte), other.Backup("log.trn", Megabyte, BackupKind.Log)];
            int left = kill;
            other.Target.Refuse = (_, _) => left-- <= 0 ? new TargetException(TargetFailure.Unknown, "killed") : null;
            await other.ShipOnceAsync();
            other.Target.Refuse = null;

            TargetSyncResult result = await other.ShipOnceAsync();

            Assert.True(result.Outcome == SyncOutcome.Succeeded, $"killed at call {kill}: {string.Join("; ", result.Copies.Select(copy => copy.Message))}");
            Assert.Equal(other.Here(media[0]), other.At(Folder + "full.bak"));
            Assert.Equal(other.Here(media[1]), other.At(Folder + "log.trn"));
            Assert.Equal(2, other.Catalog.Copies().Count);
            Assert.Empty((await other.ShipOnceAsync()).Copies);
        }

        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Equal(_shop.Here(log), _shop.At(Folder + "log.trn"));
    }

    public void Dispose() => _shop.Dispose();

    private static OperationCanceledException Cancelled(CancellationTokenSource cancel)
    {
        cancel.Cancel();
        return new OperationCanceledException(cancel.Token);
    }

    /// <summary>As a killed process leaves it: a part, and a journal.</summary>
    private async Task BreakOffAsync(int bytes)
    {
        _shop.Target.Line.CutAfter(bytes);
        int puts = 0;
        _shop.Target.Refuse = (call, _) => call == "Stat" && puts > 0 ? new TargetException(TargetFailure.Unknown, "killed") : call == "Put" && ++puts > 1 ? new TargetException(TargetFailure.Unknown, "killed") : null;
        await _shop.ShipOnceAsync();
        _shop.Target.Refuse = null;
    }

    private MemoryFile Part() => _shop.Target.Store.Find(Assert.Single(_shop.Target.Store.Files))!;
}
