using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Targets that fail, and copies that are not what was backed up: another target stands in, or the reason is told.</summary>
public sealed class FetchFallbackTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly FetchedShop _shop = new();

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

    public void Dispose() => _shop.Dispose();
}
