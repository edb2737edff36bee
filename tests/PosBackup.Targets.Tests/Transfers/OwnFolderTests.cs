using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>A target that is a folder of this machine: what the catalog expects in it, and what was read back there.</summary>
public sealed class OwnFolderTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

    public OwnFolderTests()
    {
        Directory.CreateDirectory(_shop.File("hq/" + Folder));
        _shop.Target.LocalFolder = _shop.File("hq");
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>It is there, and is not shipped from there to there; but a run with it is no success while nobody has proven it.</summary>
    [Fact]
    public async Task Run_ShipsNothingOfATargetsOwnFolderToItself()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        Manifest there = _shop.Backup($"hq/{Folder}other.bak", Megabyte);

        TargetSyncResult unproven = await _shop.ShipOnceAsync();
        Read(there, Verdict.Intact);
        TargetSyncResult proven = await _shop.ShipOnceAsync();

        Assert.Equal((full.Media.Path, SyncOutcome.Failed, 1), (Assert.Single(unproven.Copies).Item.Manifest.Media.Path, unproven.Outcome, unproven.Unprotected));
        Assert.Contains("1 of the files that the catalog expects lies in the folder of hq itself", Assert.Single(unproven.Notes).Message, StringComparison.Ordinal);
        Assert.Null(_shop.At(Folder + "other.bak"));
        Assert.Equal((SyncOutcome.Succeeded, 2, 0), (proven.Outcome, proven.AlreadyProtected, proven.Unprotected));
    }

    /// <summary>They share their paths: it may have been read on another.</summary>
    [Fact]
    public async Task Run_CountsNothingAsProvenThatWasReadWhereDrivesTakeTurns()
    {
        _shop.Add(new InMemoryTarget(_shop.Target.Store) { Name = "hq", Medium = "A", LocalFolder = _shop.File("hq") });
        Manifest there = _shop.Backup($"hq/{Folder}other.bak", Megabyte);
        Read(there, Verdict.Intact);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Failed, 0, 1), (result.Outcome, result.AlreadyProtected, result.Unprotected));
        Assert.StartsWith("On drives that take turns only what is shipped is proven", Assert.Single(result.Notes).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CountsACopyOfItsOwnAsProvenWhereTheCatalogExpectsItToo()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        string there = _shop.File($"hq/{Folder}full.bak");
        File.Copy(full.Media.Path, there);
        _shop.Catalog.Record([full with { Media = full.Media with { Path = there } }]);

        TargetSyncResult again = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Succeeded, 2, 0), (again.Outcome, again.AlreadyProtected, again.Copies.Count));
    }

    /// <summary>The root of the disk on which the backups lie may be a target: they are here all the same.</summary>
    [Fact]
    public async Task Run_ShipsWhatLiesInATargetsFolderButNotWhereCopiesLie()
    {
        _shop.Target.LocalFolder = _shop.File("");
        Manifest full = _shop.Backup("full.bak", Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, Assert.Single(result.Copies).Outcome);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_SendsAgainWhatVerificationFoundDamagedThere()
    {
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!.Write(SamplePlaces.FirstUnsampled(40 * Megabyte), [0x55, 0xAA]);
        Assert.Equal(1, (await _shop.ShipOnceAsync()).AlreadyProtected);
        Read(full with { Media = full.Media with { Path = _shop.File($"hq/{Folder}full.bak") } }, Verdict.Damaged);

        SyncPlan plan = await _shop.PlanAsync();
        TargetSyncResult mended = await _shop.ShipOnceAsync();
        TargetSyncResult again = await _shop.ShipOnceAsync();

        Assert.Equal((SyncAction.Prove, 0), (Assert.Single(plan.Items).Action, plan.Protected));
        Assert.Equal(SyncOutcome.Succeeded, Assert.Single(mended.Copies).Outcome);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Empty(again.Copies);
    }

    /// <summary>What is not expected here any more is not sent again: nothing else writes down that the copy is none.</summary>
    [Fact]
    public async Task Run_UnprovesWhatVerificationFoundDamagedThere_AlsoWhereTheFileHasExpiredHere()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        Manifest there = full with { Media = full.Media with { Path = _shop.File($"hq/{Folder}full.bak") } };
        Read(there, Verdict.Damaged);
        _shop.Catalog.Forget(full.Media.Path);
        File.Delete(full.Media.Path);

        await _shop.PlanAsync();
        bool isProvenBefore = Assert.Single(_shop.Catalog.Copies("hq")).IsProven;
        await _shop.ShipOnceAsync();

        Assert.Equal((true, false), (isProvenBefore, Assert.Single(_shop.Catalog.Copies("hq")).IsProven));
    }

    private void Read(Manifest manifest, Verdict verdict) => _shop.Catalog.RecordVerified([manifest.With(SomeMedia.Proof(verdict, at: TimeProvider.System.GetUtcNow()))]);
}
