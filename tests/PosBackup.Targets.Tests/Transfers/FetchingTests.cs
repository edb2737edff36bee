using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>What is fetched of what lies on targets, and how it survives what happens to lines and processes.</summary>
public sealed class FetchingTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly FetchedShop _shop = new();

    [Fact]
    public async Task Run_FetchesWhatTheMomentNeedsAndNothingElse()
    {
        TargetPath old = _shop.Take(BackupKind.Full, 100_000, "old.bak");
        TargetPath full = _shop.Take(BackupKind.Full, 3 * Megabyte, "full.bak");
        TargetPath skipped = _shop.Take(BackupKind.Log, 50_000, "skipped.trn");
        TargetPath difference = _shop.Take(BackupKind.Differential, Megabyte, "diff.bak");
        TargetPath log = _shop.Take(BackupKind.Log, 70_000, "log.trn");

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Succeeded, 3), (report.Outcome, report.Files.Count));
        Assert.Equal([full, difference, log], report.Plan.Items.Select(item => item.Sources[0].Path));
        Assert.Equal((4L * Megabyte) + 70_000, report.Plan.Bytes);
        Assert.All([full, difference, log], _shop.AssertHere);
        Assert.All([old, skipped], path => Assert.False(File.Exists(_shop.Here(path))));
        Assert.Equal(6, _shop.Files().Length);
    }

    [Fact]
    public async Task Plan_TouchesNothing()
    {
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");

        FetchPlan plan = await _shop.PlanAsync(_shop.Latest);

        Assert.Equal((Megabyte, FetchedShop.StoreName), ((int)plan.Bytes, plan.Store));
        Assert.NotNull(plan.Reached);
        Assert.False(Directory.Exists(_shop.Folder));
    }

    [Theory]
    [InlineData(false, ErrorCode.Unknown)]
    [InlineData(true, ErrorCode.FileAccess)]
    public async Task Run_LosesNoOtherFileNorTheReportToWhatNobodyForesaw(bool isOfTheFileHere, ErrorCode code)
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        TargetPath log = _shop.Take(BackupKind.Log, 1000, "log.trn");
        _shop.Target.Refuse = (call, path) => call == "OpenRead" && path == full ? (isOfTheFileHere ? new IOException("the disk is gone") : new InvalidOperationException("odd")) : null;

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Succeeded], report.Files.Select(file => file.Outcome));
        Assert.Equal(code, report.Files[0].Code);
        Assert.Contains("full.bak", report.Files[0].Message, StringComparison.Ordinal);
        Assert.NotNull(report.Files[0].Hint);
        _shop.AssertHere(log);
    }

    [Fact]
    public async Task Run_GoesOnWithAnotherTargetWhereOneFailsAsNobodyForesaw()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        var other = new InMemoryTarget(_shop.Target.Store) { Name = "other", Refuse = (_, _) => throw new InvalidOperationException("odd") };
        var half = new InMemoryTarget(_shop.Target.Store) { Name = "half", Refuse = (call, path) => call == "OpenRead" && path == full ? new InvalidOperationException("odd") : null };
        _shop.Add(other);
        _shop.Add(half);

        FetchReport report = await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("other", "half", "hq") });

        Assert.Equal(("hq", SyncOutcome.Succeeded), (report.Files[0].Target, report.Files[0].Outcome));
        Assert.Contains(report.Plan.Notes, note => note.Message.Contains("other", StringComparison.Ordinal) && note.Message.Contains("odd", StringComparison.Ordinal));
        Assert.Contains(report.Files[0].Notes, note => note.Message.Contains("half", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_FetchesNothingWhereTheChainIsBroken()
    {
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        TargetPath gone = _shop.Take(BackupKind.Log, 5000, "one.trn");
        _shop.Take(BackupKind.Log, 5000, "two.trn");
        _shop.Target.Store.Remove(gone);

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Failed, GapReason.LogMissing), (report.Outcome, report.Plan.Gap!.Reason));
        Assert.Contains(report.Plan.Notes, note => note.Code == ErrorCode.TargetFileNotFound && note.Message.Contains("one.trn", StringComparison.Ordinal));
        Assert.Empty(report.Files);
        Assert.False(Directory.Exists(_shop.Folder));
    }

    [Fact]
    public async Task Run_GoesOnWhereTheLineBrokeAndBrokeAgain()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        int opened = 0;
        CutReads(_ => ++opened <= 2 ? 6 * Megabyte : null);

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Succeeded, 3), (file.Outcome, file.Attempts));
        Assert.InRange(file.BytesReceived, 20 * Megabyte, 20 * Megabyte);
        _shop.AssertHere(full);
        Assert.Empty(_shop.Parts());
    }

    [Fact]
    public async Task Run_ResumesAfterTheProcessWasKilled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        Assert.Single(_shop.Parts());
        Assert.False(File.Exists(_shop.Here(full)));

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Succeeded, file.Outcome);
        Assert.InRange(file.ResumedAt, 11 * Megabyte, 12 * Megabyte);
        Assert.Equal(20 * Megabyte, file.ResumedAt + file.BytesReceived);
        Assert.InRange(file.BytesCompared, 1, Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_StepsBackOverATailThatAPowerCutTook()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        string part = Assert.Single(_shop.Parts());
        long length = new FileInfo(part).Length;
        using (FileStream stream = File.OpenWrite(part))
        {
            stream.Position = length - 3_000_000;
            stream.Write(new byte[3_000_000].AsSpan());
        }

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.InRange(file.ResumedAt, Megabyte, length - 3_000_000);
        Assert.Equal(20 * Megabyte, file.ResumedAt + file.BytesReceived);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_BeginsAnewWhenThePartIsSpoiledInItsMiddle()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        using (FileStream stream = File.OpenWrite(Assert.Single(_shop.Parts())))
        {
            stream.Position = 3 * Megabyte;
            stream.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        }

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Succeeded, file.Outcome);
        Assert.InRange(file.BytesReceived, 28 * Megabyte, 29 * Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_RefusesACopyThatIsNotWhatWasBackedUp()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 2 * Megabyte, "full.bak");
        _shop.Target.Store.Find(full)!.Write(Megabyte, [0xFF, 0xFE, 0xFD]);

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.CopyCorrupt, 2), (file.Outcome, file.Code, file.Attempts));
        Assert.Contains($"{full} on hq", file.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_shop.Here(full)));
    }

    [Fact]
    public async Task Run_TakesTheOtherTargetWhereOneCopyIsDamaged()
    {
        InMemoryTarget other = new() { Name = "nas" };
        _shop.Add(other);
        TargetPath full = _shop.Take(BackupKind.Full, 2 * Megabyte, "full.bak", _shop.Target.Store, other.Store);
        _shop.Target.Store.Find(full)!.Write(Megabyte, [0xFF, 0xFE, 0xFD]);

        FetchResult file = Assert.Single((await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("hq", "nas") })).Files);

        Assert.Equal((SyncOutcome.Succeeded, "nas"), (file.Outcome, file.Target));
        Assert.Equal(ErrorCode.CopyCorrupt, Assert.Single(file.Notes).Code);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_TellsOfABrokenTargetAndTakesTheNext()
    {
        _shop.Add(new InMemoryTarget { Name = "broken", Refuse = (_, _) => new TargetException(TargetFailure.AuthFailed, "broken: wrong password", "look it up") });
        TargetPath full = _shop.Take(BackupKind.Full, Megabyte, "full.bak");

        FetchReport report = await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("broken", "hq") });

        Assert.Equal(SyncOutcome.Succeeded, report.Outcome);
        Assert.Contains(report.Plan.Notes, note => note.Code == ErrorCode.TargetAccessDenied && note.Message.Contains("broken", StringComparison.Ordinal));
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_GoesOnWithWhatOneTargetSentWhenItBreaksForGood()
    {
        InMemoryTarget other = new() { Name = "nas" };
        _shop.Add(other);
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak", _shop.Target.Store, other.Store);
        int opened = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "OpenRead" || path != full)
                return null;
            if (++opened == 1)
                _shop.Target.Line.CutAfter(12 * Megabyte);
            return opened > 1 ? new TargetException(TargetFailure.Denied, "hq: no more") : null;
        };

        FetchResult file = Assert.Single((await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("hq", "nas") })).Files);

        Assert.Equal((SyncOutcome.Succeeded, "nas", 20L * Megabyte), (file.Outcome, file.Target, file.BytesReceived));
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_FailsWithTheReasonWhenNoTargetCanBeLookedAt()
    {
        _shop.Target.Refuse = (_, _) => new TargetException(TargetFailure.HostIdentity, "hq: its host key changed", "ask");

        PosBackupException error = await Assert.ThrowsAsync<TargetException>(() => _shop.FetchAsync());

        Assert.Equal(ErrorCode.HostNotTrusted, error.Code);
    }

    [Fact]
    public async Task Run_CallsNothingAGapWhileATargetCouldNotBeLookedAt()
    {
        _shop.Add(new InMemoryTarget { Name = "broken", Refuse = (_, _) => new TargetException(TargetFailure.AuthFailed, "broken: wrong password", "look it up") });
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        FetchOptions options = _shop.Latest with { Targets = FetchedShop.Definitions("broken", "hq"), Moment = new RestoreMoment.EndOfSet(Guid.NewGuid()) };

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _shop.FetchAsync(options));

        Assert.Equal((ErrorCode.TargetAccessDenied, "look it up"), (error.Code, error.Hint));
        Assert.Contains("wrong password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FetchesNothingTwice()
    {
        TargetPath full = _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        await _shop.FetchAsync();
        File.Delete(ManifestStore.PathOf(_shop.Here(full)));

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Succeeded, true, 0L), (file.Outcome, file.WasHere, file.BytesReceived));
        _shop.AssertHere(full);
    }

    [Theory]
    [InlineData(Megabyte)]
    [InlineData(100)]
    public async Task Run_NeverWritesOverAnotherFile(int length)
    {
        TargetPath full = _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        byte[] other = new byte[length];
        Directory.CreateDirectory(Path.GetDirectoryName(_shop.Here(full))!);
        await File.WriteAllBytesAsync(_shop.Here(full), other);

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.FileAccess), (file.Outcome, file.Code));
        Assert.Contains("was left alone", file.Message, StringComparison.Ordinal);
        Assert.Equal(other, await File.ReadAllBytesAsync(_shop.Here(full)));
    }

    [Fact]
    public async Task Run_KeepsWhatCameWhenItIsCancelled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        using var cancel = new CancellationTokenSource();
        int opened = 0;
        CutReads(_ => ++opened == 1 ? 12 * Megabyte : null, () => { if (opened == 2) cancel.Cancel(); });

        FetchReport report = await _shop.FetchAsync(cancellationToken: cancel.Token);
        _shop.Target.Refuse = null;
        FetchResult resumed = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Cancelled, report.Outcome);
        Assert.InRange(resumed.ResumedAt, 11 * Megabyte, 12 * Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_EndsWellWhereverTheRunBeforeWasKilled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 2 * Megabyte, "full.bak");
        TargetPath log = _shop.Take(BackupKind.Log, Megabyte, "log.trn");
        int calls = 0;
        _shop.Target.Refuse = (_, _) => { calls++; return null; };
        await _shop.FetchAsync();
        int all = calls;
        Directory.Delete(_shop.Folder, recursive: true);

        for (int killed = 1; killed <= all; killed++)
        {
            calls = 0;
            int at = killed;
            _shop.Target.Refuse = (_, _) => ++calls >= at ? new TargetException(TargetFailure.Unknown, "killed") : null;
            try
            {
                await _shop.FetchAsync();
            }
            catch (TargetException)
            {
                // As if the process had ended there.
            }

            _shop.Target.Refuse = null;
            Assert.Equal(SyncOutcome.Succeeded, (await _shop.FetchAsync()).Outcome);
            Assert.All([full, log], _shop.AssertHere);
            Assert.Equal(4, _shop.Files().Length);
            Directory.Delete(_shop.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_KeepsFilesOfOneNameApart()
    {
        InMemoryTarget other = new() { Name = "nas" };
        _shop.Add(other);
        _shop.Take(BackupKind.Full, Megabyte, "shop.bak");
        _shop.Take(BackupKind.Log, 1000, "shop.bak", other.Store);

        FetchReport report = await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("hq", "nas") });

        Assert.Equal(SyncOutcome.Succeeded, report.Outcome);
        Assert.Equal(2, report.Plan.Items.Select(item => item.File).Distinct().Count());
        Assert.Equal(4, _shop.Files().Length);
    }

    [Fact]
    public async Task Run_FindsWhatWasTakenUnderAnotherNameBefore()
    {
        _shop.History.Name = "Old";
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        _shop.History.Name = "Shop";
        _shop.Take(BackupKind.Log, 1000, "log.trn");

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Succeeded, 2), (report.Outcome, report.Files.Count));
    }

    [Fact]
    public async Task Run_AsksForTheStoreWhereSeveralHaveTheDatabase()
    {
        _shop.Take(BackupKind.Full, 1000, "full.bak");
        var other = new Engine.Tests.Catalog.Chains.ShopHistory();
        other.Work();
        _shop.Ship(other.Take(BackupKind.Full).Set, 1000, "full.bak", [], store: "0043");

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _shop.FetchAsync(_shop.Latest with { Store = null }));

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains("0042, 0043", error.Message, StringComparison.Ordinal);
        Assert.Equal(SyncOutcome.Succeeded, (await _shop.FetchAsync(_shop.Latest with { Store = "0043" })).Outcome);
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>Breaks off a run as a kill does: the line is cut once, and nothing else succeeds.</summary>
    private async Task BreakOffAsync(int after)
    {
        int opened = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "OpenRead" || !path.Name.EndsWith(".bak", StringComparison.Ordinal))
                return null;
            if (++opened > 1)
                return new TargetException(TargetFailure.Unknown, "killed");

            _shop.Target.Line.CutAfter(after);
            return null;
        };
        await _shop.FetchAsync();
        _shop.Target.Refuse = null;
    }

    private void CutReads(Func<TargetPath, int?> after, Action? meanwhile = null) => _shop.Target.Refuse = (call, path) =>
    {
        if (call != "OpenRead" || !path.Name.EndsWith(".bak", StringComparison.Ordinal))
            return null;
        if (after(path) is { } bytes)
            _shop.Target.Line.CutAfter(bytes);
        meanwhile?.Invoke();
        return null;
    };
}
