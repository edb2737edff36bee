using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Planning;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Which remains of uploads are removed, and which another run may still bring to their end.</summary>
public sealed class AbandonedPartsTests : IDisposable
{
    private static readonly DateTimeOffset Now = SomeMedia.Noon;
    private static readonly TargetPath Home = TargetPath.Parse("0042/TILL/Shop/2026/03/shop.bak");
    private static readonly Manifest Shipped = SomeMedia.Manifest("shop.bak") with { Sha256 = new string('a', 64) };
    private static readonly string Id = RepositoryLayout.IdOf(Shipped);

    private readonly Shop _shop = new();

    [Fact]
    public void Find_TakesWhatNobodyWroteToForAWeek()
    {
        TargetPath part = RepositoryLayout.PartOf(Home, Id);

        Assert.Equal([part], Find([Entry(part, days: 7.01)]));
        Assert.Empty(Find([Entry(part, days: 7)]));
        Assert.Empty(Find([Entry(part, days: null)]));
    }

    [Fact]
    public void Find_LeavesWhatAContentThatWaitsMayResume()
    {
        TargetPath[] parts = [RepositoryLayout.PartOf(Home, Id), RepositoryLayout.RangedPartOf(Home, Shipped), RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(Home), Id)];
        TargetPath other = RepositoryLayout.PartOf(Home, new string('b', 16));

        Assert.Equal([other], Find([.. parts.Append(other).Select(part => Entry(part, days: 8))], (Home, Shipped)));
    }

    [Fact]
    public void Find_TakesTheManifestOfAPartBeforeThePart()
    {
        TargetPath part = RepositoryLayout.PartOf(Home, Id);
        TargetPath manifest = RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(Home), Id);

        Assert.Equal([manifest, part], Find([Entry(part, days: 8), Entry(manifest, days: 8)]));
    }

    [Fact]
    public void Find_TakesNothingElse()
    {
        TargetEntry[] found = [Entry(Home, days: 99), Entry(RepositoryLayout.ManifestOf(Home), days: 99), Entry(Home.WithName("shop.bak.0123.part"), days: 99), Entry(RepositoryLayout.PartOf(Home, Id), days: 99) with { IsFolder = true }];

        Assert.Empty(Find(found));
    }

    [Fact]
    public async Task Run_RemovesRemainsOfWhatIsProvenThereAndSaysSo()
    {
        Manifest full = _shop.Backup("full.bak", 1000);
        TargetPath home = Assert.Single((await _shop.ShipOnceAsync()).Copies).Path;
        TargetPath old = Leave(RepositoryLayout.RangedPartOf(home, full), days: 8);
        TargetPath young = Leave(RepositoryLayout.PartOf(home, new string('b', 16)), days: 6);
        _shop.Backup("log.trn", 1000, BackupKind.Log);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Null(_shop.At(old));
        Assert.NotNull(_shop.At(young));
        SyncNote note = Assert.Single(result.Notes);
        Assert.Contains("broken-off upload that nobody resumed for a week", note.Message, StringComparison.Ordinal);
        Assert.EndsWith(old.Value, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LeavesPartsOfOtherDatabasesAndOfFilesThatFailed()
    {
        Manifest other = _shop.Backup("other.bak", 1000, database: "Other");
        Manifest rotten = _shop.Backup("rotten.bak", 1000, BackupKind.Log);
        LocalStore.Rot(rotten);
        _shop.Backup("full.bak", 1000);
        TargetPath ofOther = Leave(RepositoryLayout.PartOf(RepositoryLayout.PathOf("0042", other)!.Value, RepositoryLayout.IdOf(other)), days: 8);
        TargetPath ofRotten = Leave(RepositoryLayout.RangedPartOf(RepositoryLayout.PathOf("0042", rotten)!.Value, rotten), days: 8);
        TargetPath ofNobody = Leave(RepositoryLayout.PartOf(RepositoryLayout.PathOf("0042", other)!.Value, new string('c', 16)), days: 8);

        TargetSyncResult result = Assert.Single((await _shop.ShipAsync("Shop")).Targets);

        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Succeeded], result.Copies.Select(copy => copy.Outcome));
        Assert.NotNull(_shop.At(ofOther));
        Assert.NotNull(_shop.At(ofRotten));
        Assert.Null(_shop.At(ofNobody));
    }

    [Fact]
    public async Task Run_RemovesNothingWhereNothingMayBeChanged()
    {
        _shop.AppendOnly = true;
        TargetPath part = Leave(RepositoryLayout.PartOf(TargetPath.Parse("0042/TILL~005cSQLEXPRESS/Shop/2026/03/gone.bak"), Id), days: 8);
        _shop.Backup("full.bak", 1000);

        await _shop.ShipOnceAsync();

        Assert.NotNull(_shop.At(part));
    }

    [Fact]
    public async Task Run_LosesNoWordOfWhatWasShippedWhenRemainsCannotBeRemoved()
    {
        TargetPath part = Leave(RepositoryLayout.PartOf(TargetPath.Parse("0042/TILL~005cSQLEXPRESS/Shop/2026/03/gone.bak"), Id), days: 8);
        _shop.Backup("full.bak", 1000);
        _shop.Target.Refuse = (call, path) => call == "Delete" && path == part ? new TargetException(TargetFailure.Denied, "hq: no") : null;

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, result.Outcome);
        Assert.Equal(SyncOutcome.Succeeded, Assert.Single(result.Copies).Outcome);
        Assert.Contains("could not be removed: hq: no", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    private static IReadOnlyList<TargetPath> Find(IReadOnlyList<TargetEntry> found, params (TargetPath, Manifest)[] awaited) => AbandonedParts.Find(found, awaited, Now);

    private static TargetEntry Entry(TargetPath path, double? days) => new(path, IsFolder: false, Length: 10, days is { } ago ? Now.AddDays(-ago) : null);

    /// <summary>A file on its way that was written to so many days ago, by the target's clock.</summary>
    private TargetPath Leave(TargetPath part, int days)
    {
        Contract.MemoryFile file = _shop.Target.Store.FindOrMake(part);
        file.Write(0, [1, 2, 3]);
        file.ModifiedAt = TimeProvider.System.GetUtcNow().AddDays(-days);
        return part;
    }
}
