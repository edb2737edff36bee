using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Copies that are read again or taken over, and what a read that went wrong must not do to them.</summary>
public sealed class ProofTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly ManualClock _clock = new(SomeMedia.Noon);
    private readonly Shop _shop;

    public ProofTests() => _shop = new Shop { Clock = _clock };

    private MemoryFile There => _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!;

    [Fact]
    public async Task Again_ReadsASecondTimeBeforeACopyIsGivenUp()
    {
        Manifest full = _shop.Backup("full.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        _clock.Advance(TimeSpan.FromDays(31));
        int reads = 0;
        _shop.Target.Refuse = (call, _) =>
        {
            if (call == "OpenRead")
                There.Write(0, ++reads == 1 ? [.. _shop.Here(full).Take(4).Select(one => (byte)~one)] : _shop.Here(full).AsSpan(0, 4));
            return null;
        };

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L, 2), (copy.Outcome, copy.Item.Action, copy.BytesSent, reads));
        Assert.Equal(_clock.GetUtcNow(), Assert.Single(_shop.Catalog.Copies()).WholeAt);
        Assert.DoesNotContain(result.Notes, note => note.Code == ErrorCode.CopyCorrupt);
    }

    [Fact]
    public async Task Again_NeverPutsAFileThatRottedHereInPlaceOfItsCopy()
    {
        Manifest full = _shop.ForgetHash(_shop.Backup("full.bak", 4 * Megabyte));
        await _shop.ShipOnceAsync();
        byte[] good = _shop.At(Folder + "full.bak")!;
        LocalStore.Rot(full);
        _clock.Advance(TimeSpan.FromDays(31));
        _shop.Target.Refuse = (call, path) => call == "OpenRead" && path.Name == "full.bak" ? new PosBackupException(ErrorCode.CopyCorrupt, "the memory of the server is bad") : null;

        CopyResult bad = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        CopyResult again = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        _shop.Target.Refuse = null;
        CopyResult proven = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (bad.Outcome, bad.Code));
        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (again.Outcome, again.Code));
        Assert.Equal(good, _shop.At(Folder + "full.bak"));
        Assert.Equal(2, _shop.Target.Store.Files.Count);
        Assert.Equal((SyncOutcome.Succeeded, 0L), (proven.Outcome, proven.BytesSent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_CopyOfAFileThatNobodyHashedKeepsItsHashAndProvesNothing(bool isGone)
    {
        _shop.Verification = new VerificationDefinition { WholeWithinDays = isGone ? null : 30 };
        Manifest full = _shop.ForgetHash(_shop.Backup("full.bak", 4 * Megabyte));
        await _shop.ShipOnceAsync();
        BackupCopy good = Assert.Single(_shop.Catalog.Copies());
        Assert.Equal(_clock.GetUtcNow(), await HeldProvenAtAsync());
        byte[] content = There.ToArray();
        LocalStore.Rot(full);
        _clock.Advance(TimeSpan.FromDays(31));
        _shop.AcceptLoss = isGone;
        if (isGone)
            _shop.Target.Store.Remove(TargetPath.Parse(Folder + "full.bak"));
        else
            There.Write(Megabyte, [1, 2, 3, 4]);

        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);

        Assert.Equivalent(good with { ProvenAt = DateTimeOffset.UnixEpoch, WholeAt = null }, Assert.Single(_shop.Catalog.Copies()));
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).Write(0, content);
        Assert.Null(await HeldProvenAtAsync());
        Assert.Equal(0, (await _shop.PlanAsync()).Protected);
        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L), (copy.Outcome, copy.Item.Action, copy.BytesSent));
        Assert.Equal(_clock.GetUtcNow(), await HeldProvenAtAsync());
    }

    [Fact]
    public async Task Again_SendsAFileThatNobodyHashedWhenItIsStillWhatWasShipped()
    {
        Manifest full = _shop.ForgetHash(_shop.Backup("full.bak", 4 * Megabyte));
        await _shop.ShipOnceAsync();
        There.Write(Megabyte, [1, 2, 3, 4]);
        _clock.Advance(TimeSpan.FromDays(31));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 4L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Equal(_clock.GetUtcNow(), Assert.Single(_shop.Catalog.Copies()).ShippedAt);
    }

    [Fact]
    public async Task Upload_OfWhatIsGoneThereTakesNoFileThatRottedHereInTheMeantime()
    {
        Manifest full = _shop.ForgetHash(_shop.Backup("full.bak", Megabyte));
        byte[] good = _shop.Here(full);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Remove(TargetPath.Parse(Folder + "full.bak"));
        LocalStore.Rot(full);

        foreach (int _ in Enumerable.Range(0, 2))
        {
            CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);
            Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (copy.Outcome, copy.Code));
        }

        Assert.Null(_shop.At(Folder + "full.bak"));
        await File.WriteAllBytesAsync(full.Media.Path, good);
        Assert.Equal(SyncOutcome.Succeeded, (await _shop.ShipOnceAsync()).Outcome);
        Assert.Equal(good, _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Again_TakesAManifestThatCannotBeWrittenForNoLoss()
    {
        _shop.Backup("full.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        _clock.Advance(TimeSpan.FromDays(31));
        _shop.Target.Refuse = (call, _) => call == "Rename" ? new TargetException(TargetFailure.Missing, "hq: no such file") : null;

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetFileNotFound, 0L), (copy.Outcome, copy.Code, copy.BytesSent));
        Assert.Single(_shop.Catalog.Copies());
        Assert.Empty(result.Notes);
    }

    [Fact]
    public async Task Adopt_LeavesTheManifestWhereNothingMayBeChanged()
    {
        _shop.AppendOnly = true;
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        await _shop.ShipOnceAsync();
        _shop.LoseCatalog(full);
        _shop.Target.Refuse = (call, _) => call is "Put" or "Rename" ? new TargetException(TargetFailure.Denied, "hq: nothing may be replaced") : null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove), (copy.Outcome, copy.Item.Action));
        Assert.Equal(_clock.GetUtcNow(), Assert.Single(_shop.Catalog.Copies()).WholeAt);
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Adopt_TakesWhatIsListedAgainAlsoWhenItsFileHereIsGone()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        byte[] only = _shop.At(Folder + "full.bak")!;
        File.Delete(full.Media.Path);
        _shop.Target.Store.Move(TargetPath.Parse(Folder + "full.bak"), TargetPath.Parse("elsewhere"));
        _shop.AcceptLoss = true;
        Assert.Equal((SyncOutcome.Failed, 1), Told(await _shop.ShipOnceAsync()));
        _shop.AcceptLoss = false;
        _shop.Target.Store.Move(TargetPath.Parse("elsewhere"), TargetPath.Parse(Folder + "full.bak"));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Succeeded, 0), Told(result));
        Assert.Equal((SyncAction.Prove, 0L), (result.Copies[0].Item.Action, result.Copies[0].BytesSent));
        Assert.Equal(full.Sha256, Assert.Single(_shop.Catalog.Copies()).Sha256);
        Assert.Equal(only, _shop.At(Folder + "full.bak"));
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Adopt_TakesNoOtherContentWhenTheFileHereIsGone()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        File.Delete(full.Media.Path);
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).SetLength(Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Failed, ErrorCode.FileAccess), (copy.Outcome, copy.Code));
        Assert.Empty(_shop.Catalog.Copies());
        Assert.Single(_shop.Target.Store.Files);
    }

    [Fact]
    public async Task Adopt_TakesNothingForAFileThatIsDamagedHere()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).Write(0, _shop.Here(full));
        _shop.Catalog.Record([full.With(SomeMedia.Proof(Engine.Media.Verdict.Damaged))]);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Failed, 1), Told(result));
        Assert.Empty(result.Copies);
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>What 'expire' takes the only copy there for.</summary>
    private async Task<DateTimeOffset?> HeldProvenAtAsync()
    {
        AuditFacts nothing = await AuditFacts.ReadAsync(AuditLog.Beside(_shop.Catalog), default);
        RepositoryHoldings holdings = await new RepositorySurvey(_shop.Catalog, _shop.Define("hq"), "0042", _clock.GetUtcNow()).LookAsync(_shop.Target, nothing, default);
        return Assert.Single(holdings.Media).ProvenAt;
    }

    private static (SyncOutcome Outcome, int Unprotected) Told(TargetSyncResult result) => (result.Outcome, result.Unprotected);
}
