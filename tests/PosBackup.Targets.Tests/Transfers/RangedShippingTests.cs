using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Engine.Transfers.Uploading;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>One file by several connections, each a range of it.</summary>
public sealed class RangedShippingTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string File = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/full.bak";

    private readonly Shop _shop = new() { Connections = 3, Verification = new VerificationDefinition { Depth = VerificationDepth.Whole } };

    [Fact]
    public async Task Run_SendsEachRangeOnce()
    {
        var offsets = new List<TargetPath>();
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && !path.Name.Contains("manifest", StringComparison.Ordinal))
                lock (offsets)
                    offsets.Add(path);
            return null;
        };
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(4, offsets.Count);
        Assert.Equal(_shop.Here(full), _shop.At(File));
        Assert.Equal(2, _shop.Target.Store.Files.Count);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(30)]
    [InlineData(47)]
    public async Task Run_ResumesEveryRangeAfterAKill(int megabytes)
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(megabytes * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.InRange(copy.BytesSent, (50 - megabytes) * Megabyte, (50 - megabytes + 3) * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task RangeEnd_IsTheBeginningOfARangeThatThePartDoesNotReach()
    {
        _shop.Target.Store.FindOrMake(TargetPath.Parse("part")).SetLength(9 * Megabyte);
        var comparison = new RangeComparison(_shop.Target, TargetPath.Parse("part"), new MemoryStream(new byte[50 * Megabyte]));

        Assert.Equal(33 * Megabyte, await RangeEnd.FindAsync(comparison, new RangeProgress(33 * Megabyte, 50 * Megabyte, 33 * Megabyte), partLength: 9 * Megabyte, default));
        Assert.Equal(9 * Megabyte, await RangeEnd.FindAsync(comparison, new RangeProgress(0, 16 * Megabyte, 3 * Megabyte), partLength: 9 * Megabyte, default));
    }

    [Fact]
    public async Task Run_BeginsAnewWithoutAJournalForTheFileHasHoles()
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(30 * Megabyte);
        foreach (string journal in Directory.EnumerateFiles(_shop.File("transfers"), "*.transfer.json"))
            System.IO.File.Delete(journal);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task Run_SendsARangeAgainThatIsNotTheSource()
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(40 * Megabyte);
        MemoryFile part = _shop.Target.Store.Find(Assert.Single(_shop.Target.Store.Files))!;
        part.SetLength(0);
        part.SetLength(50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Theory]
    [InlineData(TargetFailure.Unknown)]
    [InlineData(TargetFailure.Lost)]
    public async Task Run_SendsNothingAgainWhenTheProofBreaksOff(TargetFailure failure)
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        bool isBroken = false;
        _shop.Target.Refuse = (call, _) =>
        {
            if (call != "OpenRead" || isBroken)
                return null;
            isBroken = true;
            return new TargetException(failure, "broken off");
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        Assert.Equal(50L * Megabyte, copy.BytesSent);
        if (failure == TargetFailure.Unknown)
        {
            Assert.Equal(SyncOutcome.Failed, copy.Outcome);
            copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);
            Assert.Equal((0L, 50L * Megabyte), (copy.BytesSent, copy.ResumedAt));
        }

        Assert.Equal((SyncOutcome.Succeeded, 0L), (copy.Outcome, copy.BytesResent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
        Assert.Empty(Directory.EnumerateFiles(_shop.File("transfers"), "*.transfer.json"));
    }

    [Fact]
    public async Task Run_ProvesWholeWhatWasResumedAndASampleOfWhatWasNot()
    {
        _shop.Verification = new VerificationDefinition { WholeUpTo = 0, Blocks = 4 };
        _shop.Backup("one.bak", 50 * Megabyte);
        Assert.Equal(VerificationDepth.Sample, Assert.Single((await _shop.ShipOnceAsync()).Copies).Copy!.Depth);
        _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(30 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, VerificationDepth.Whole), (copy.Outcome, copy.Copy?.Depth));
    }

    [Fact]
    public async Task Run_SaysThatTheDiskIsTooSmallBeforeItSendsAByte()
    {
        _shop.Backup("full.bak", 50 * Megabyte);
        _shop.Target.Store.Capacity = 30 * Megabyte;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.NoSpace, 0L), (copy.Outcome, copy.Code, copy.BytesSent));
        Assert.Equal(30L * Megabyte, _shop.Target.Store.Free);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Run_BeginsAnewWithAJournalThatIsNotOfTheWholeFile(int wrong)
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(40 * Megabyte);
        JournalFile<TransferJournal> file = JournalOf(Assert.Single(_shop.Target.Store.Files));
        TransferJournal journal = (await file.ReadAsync(_ => true, default))!;
        await file.WriteAsync(
            wrong switch
            {
                0 => journal with { Length = journal.Length - 1 },
                < 0 => journal with { Ranges = [.. journal.Ranges.SkipLast(1)] },
                _ => journal with { Ranges = [journal.Ranges[0] with { To = journal.Ranges[0].To - Megabyte, Acknowledged = journal.Ranges[0].From }, .. journal.Ranges.Skip(1)] },
            },
            default);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 0L, 50L * Megabyte, 1), (copy.Outcome, copy.ResumedAt, copy.BytesSent, copy.Attempts));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task Run_RemovesTheJournalOfAnEarlierUploadBeforeItBeginsAnew()
    {
        _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(40 * Megabyte);
        TargetPath part = Assert.Single(_shop.Target.Store.Files);
        _shop.Target.Store.Remove(part);
        bool? isThere = null;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && path == part)
                isThere ??= System.IO.File.Exists(JournalOf(part).Path);
            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.InRange(copy.BytesResent, 38 * Megabyte, 40 * Megabyte);
        Assert.False(isThere);
    }

    [Fact]
    public async Task Run_ShipsAlsoWhenItsJournalCanBeNeitherWrittenNorRemoved()
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        string inTheWay = JournalOf(RepositoryLayout.RangedPartOf(TargetPath.Parse(File), full)).Path;
        Directory.CreateDirectory(Path.Combine(inTheWay, "folder"));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.True(copy.Outcome == SyncOutcome.Succeeded, copy.Message);
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task Run_GoesByOneConnectionWhereTheTargetCannotWriteAnywhere()
    {
        _shop.Add(new InMemoryTarget(_shop.Target.Store) { Name = "hq", Features = TargetFeatures.Continue });
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(33L * Megabyte, 4, 2)]
    [InlineData(1000L * Megabyte + 17, 4, 4)]
    public void Split_CoversTheFile(long length, int connections, int ranges)
    {
        IReadOnlyList<RangeProgress> split = RangePlanner.Split(length, connections);

        Assert.Equal(ranges, split.Count);
        Assert.True(RangePlanner.Cover(split, length));
        Assert.False(RangePlanner.Cover(split, length + 1));
    }

    public void Dispose() => _shop.Dispose();

    private JournalFile<TransferJournal> JournalOf(TargetPath part) => new TransferJournals(_shop.File("transfers"), "hq", medium: "").Of(part);

    private async Task BreakOffAsync(int bytes)
    {
        int puts = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            // The first makes the file and is alone; at the second another range may be on the line already, and its bytes would not count.
            if (call == "Put" && Interlocked.Increment(ref puts) == 1)
                _shop.Target.Line.CutAfter(bytes);
            return puts > 4 ? new TargetException(TargetFailure.Unknown, "killed") : null;
        };
        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);
        _shop.Target.Refuse = null;
    }
}
