using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media and copies that are gone, and what cannot be shipped.</summary>
public sealed class LostMediaTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";
    private const string AprilFolder = "0042/TILL~005cSQLEXPRESS/Shop/2026/04/";

    private readonly Shop _shop = new();
    private readonly ManualClock _clock = new(SomeMedia.Noon.AddMonths(2));
    private byte[] _lost = [];

    [Fact]
    public async Task Run_RefusesAPlaceThatLostEveryCopyUnlessTold()
    {
        for (int i = 0; i < 3; i++)
            _shop.Backup($"log{i}.trn", Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        foreach (TargetPath path in _shop.Target.Store.Files)
            _shop.Target.Store.Remove(path);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetMisconfigured), (result.Outcome, result.Code));
        Assert.Empty(_shop.Target.Store.Files);
        Assert.Equal(3, _shop.Catalog.Copies().Count);
        _shop.AcceptLoss = true;
        Assert.Equal(3, (await _shop.ShipOnceAsync()).Copies.Count(copy => copy.Outcome == SyncOutcome.Succeeded));
    }

    [Fact]
    public async Task Run_RefusesADatabaseThatTheCatalogDoesNotKnow()
    {
        _shop.Backup("full.bak", Megabyte);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _shop.ShipAsync(database: "Shpo"));

        Assert.Equal(ErrorCode.DatabaseNotFound, error.Code);
        Assert.Empty(_shop.Target.Store.Files);
    }

    [Fact]
    public async Task Upload_SendsAgainWhatIsGoneFromTheTarget()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Remove(TargetPath.Parse(Folder + "full.bak"));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.TargetFileNotFound);
    }

    [Fact]
    public async Task Run_ForgetsACopyThatIsNotListedOnlyWhereSomethingElseIsListedInItsFolder()
    {
        Manifest[] march = [_shop.Backup("full.bak", Megabyte), _shop.Backup("log.trn", Megabyte, BackupKind.Log)];
        Manifest april = _shop.Backup("april.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1));
        await _shop.ShipOnceAsync();
        foreach (Manifest expired in (Manifest[])[march[0], april])
        {
            _shop.Catalog.Forget(expired.Media.Path);
            RemoveThere(expired);
        }

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal([AprilFolder + "april.bak", Folder + "log.trn"], _shop.Catalog.Copies().Select(copy => copy.Path).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(
            [$"a copy that nobody here expects any more is gone from hq, or was changed there: {Folder}full.bak",
             $"1 of the copies that were proven on hq is not listed, and {AprilFolder.TrimEnd('/')} shows nothing else either: what was proven stays recorded, and what is still here is sent again"],
            result.Notes.Where(note => note.Code == ErrorCode.TargetFileNotFound).Select(note => note.Message));
    }

    [Fact]
    public async Task Run_SendsAgainWhatAnEmptyFolderDoesNotShow_AndItsNewCopyTakesThePlaceOfTheRecord()
    {
        Manifest march = _shop.Backup("full.bak", Megabyte);
        Manifest april = _shop.Backup("april.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1));
        _shop.Clock = new ManualClock(SomeMedia.Noon.AddMonths(2));
        await _shop.ShipOnceAsync();
        RemoveThere(april);
        _shop.Clock = new ManualClock(SomeMedia.Noon.AddMonths(2).AddHours(1));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Succeeded, april.Media.Path), (result.Outcome, Assert.Single(result.Copies).Item.File));
        Assert.Equal(
            [(AprilFolder + "april.bak", SomeMedia.Noon.AddMonths(2).AddHours(1)), (Folder + "full.bak", SomeMedia.Noon.AddMonths(2))],
            _shop.Catalog.Copies().Select(copy => (copy.Path, copy.ShippedAt)).OrderByDescending(copy => copy.ShippedAt));
        Assert.Equal(_shop.Here(march), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Run_KeepsTheRecordOfACopyThatAnEmptyFolderDoesNotShow_WhileItCannotBeSentAgain()
    {
        _shop.Backup("full.bak", Megabyte);
        Manifest april = _shop.Backup("april.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1));
        await _shop.ShipOnceAsync();
        RemoveThere(april);
        File.Delete(april.Media.Path);

        await _shop.ShipOnceAsync();

        Assert.Equal(2, _shop.Catalog.Copies().Count);
        Assert.All(_shop.Catalog.Copies(), copy => Assert.True(copy.IsProven));
    }

    /// <summary>What is sent into a mount point while the disk is away makes nobody forget what is on the disk.</summary>
    [Fact]
    public async Task Run_ForgetsNothingOfAFolderThatShowsOnlyWhatItSentAgain()
    {
        (Manifest gone, Manifest here) = await EmptyAprilAsync();
        DateTimeOffset missed = _clock.GetUtcNow();
        await _shop.ShipOnceAsync();
        Assert.Equal(_shop.Here(here), _shop.At(AprilFolder + "here.bak"));
        _clock.Advance(TimeSpan.FromDays(1));

        TargetSyncResult second = await _shop.ShipOnceAsync();

        Assert.Contains(_shop.Catalog.Copies(), copy => copy.Path == AprilFolder + "gone.bak" && copy.MissedSince == missed);
        Assert.Contains(second.Notes, note => note.Message == $"1 of the copies that were proven on hq is not listed, and {AprilFolder.TrimEnd('/')} shows only what was shipped since: what was proven stays recorded, and what is still here is sent again");
        Assert.False(File.Exists(gone.Media.Path));
    }

    [Theory]
    [InlineData("Thumbs.db")]
    [InlineData("gone.bak.manifest.json")]
    [InlineData("gone.bak.0123456789abcdef.part")]
    public async Task Run_ForgetsNothingOfAFolderWithNoBackupInIt(string stray)
    {
        await EmptyAprilAsync();
        _shop.Target.Store.FindOrMake(TargetPath.Parse(AprilFolder + stray)).Write(0, [1]);

        await _shop.ShipOnceAsync();

        Assert.Contains(_shop.Catalog.Copies(), copy => copy.Path == AprilFolder + "gone.bak");
    }

    /// <summary>A disk that is back is not taken for missing since then: what is removed from it later is forgotten as ever.</summary>
    [Fact]
    public async Task Run_MissesACopyNoLongerThatIsBack()
    {
        (Manifest gone, _) = await EmptyAprilAsync();
        await _shop.ShipOnceAsync();
        _shop.Target.Store.FindOrMake(TargetPath.Parse(AprilFolder + "gone.bak")).Write(0, _lost);

        await _shop.ShipOnceAsync();

        Assert.All(_shop.Catalog.Copies(), copy => Assert.Null(copy.MissedSince));
        Assert.False(File.Exists(gone.Media.Path));
    }

    [Fact]
    public async Task Run_DoesNotPromiseToSendAgainWhatIsGoneHereToo()
    {
        _shop.Backup("full.bak", Megabyte);
        Manifest gone = _shop.Backup("gone.bak", Megabyte);
        await _shop.ShipOnceAsync();
        RemoveThere(gone);
        File.Delete(gone.Media.Path);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.StartsWith("It cannot be sent again", Assert.Single(result.Notes, note => note.Message.StartsWith("the copy of", StringComparison.Ordinal)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForgetsWhatAnEmptyFolderDoesNotShow_WhereTheLossIsAccepted()
    {
        _shop.Backup("full.bak", Megabyte);
        Manifest april = _shop.Backup("april.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1));
        await _shop.ShipOnceAsync();
        _shop.Catalog.Forget(april.Media.Path);
        RemoveThere(april);
        _shop.AcceptLoss = true;

        await _shop.ShipOnceAsync();

        Assert.Equal([Folder + "full.bak"], _shop.Catalog.Copies().Select(copy => copy.Path));
    }

    [Fact]
    public async Task Run_TellsWhatItCannotShip()
    {
        Manifest gone = _shop.Backup("gone.bak", Megabyte);
        Manifest changed = _shop.Backup("changed.bak", Megabyte);
        Manifest damaged = _shop.Backup("damaged.bak", Megabyte);
        File.Delete(gone.Media.Path);
        await File.AppendAllTextAsync(changed.Media.Path, "more");
        _shop.Catalog.Record([damaged.With(SomeMedia.Proof(Verdict.Damaged))]);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Empty(result.Copies);
        Assert.Equal([ErrorCode.BackupSetNotFound, ErrorCode.SourceChanged, ErrorCode.BackupSetCorrupt], result.Notes.Select(note => note.Code));
    }

    [Fact]
    public async Task Run_TellsOfALinkInThePlaceOfAFileAndWhatToDoAboutIt()
    {
        Manifest moved = _shop.Backup("moved.bak", Megabyte);
        File.Move(moved.Media.Path, _shop.File("elsewhere.bak"));
        File.CreateSymbolicLink(moved.Media.Path, _shop.File("elsewhere.bak"));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Empty(result.Copies);
        SyncNote note = Assert.Single(result.Notes);
        Assert.Equal((ErrorCode.SourceChanged, LinkedMedia.Hint), (note.Code, note.Hint));
        Assert.EndsWith(LinkedMedia.What, note.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>Removes the copy and its manifest.</summary>
    /// <summary>Two months on, the folder of April shows nothing, and one of its two files is gone here too; that of March shows its own.</summary>
    private async Task<(Manifest Gone, Manifest Here)> EmptyAprilAsync()
    {
        _shop.Clock = _clock;
        _shop.Backup("full.bak", Megabyte);
        Manifest gone = _shop.Backup("gone.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1));
        Manifest here = _shop.Backup("here.bak", Megabyte, at: SomeMedia.Noon.AddMonths(1).AddHours(1));
        await _shop.ShipOnceAsync();
        _lost = _shop.Here(gone);
        RemoveThere(gone);
        RemoveThere(here);
        File.Delete(gone.Media.Path);
        _clock.Advance(TimeSpan.FromDays(1));
        return (gone, here);
    }

    private void RemoveThere(Manifest manifest)
    {
        TargetPath path = RepositoryLayout.PathOf("0042", manifest)!.Value;
        _shop.Target.Store.Remove(path);
        _shop.Target.Store.Remove(RepositoryLayout.ManifestOf(path));
    }
}
