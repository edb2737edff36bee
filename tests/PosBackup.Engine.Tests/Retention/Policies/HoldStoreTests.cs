using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Policies;

/// <summary>What the catalog knows of the file of holds: none that is lost passes for one without holds.</summary>
public sealed class HoldStoreTests : IDisposable
{
    private static readonly RetentionHold Audit = new(Guid.NewGuid(), "audit", Until: null);
    private static readonly RetentionHold Claim = new(Guid.NewGuid(), "claim", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();

    public HoldStoreTests() => Catalog.Record([]);

    private BackupCatalog Catalog => new(_folder.File("catalog.db"));

    private HoldStore Store => HoldStore.Beside(Catalog);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhereNoneWasEverPut_NoneIsHeld() => Assert.Empty((await Store.ReadAsync()).Holds);

    [Fact]
    public async Task EachChange_IsReadAgainUnderANewRevision()
    {
        Assert.Equal(1, (await Store.ChangeAsync(file => file.With(Audit))).Revision);
        Assert.Equal(2, (await Store.ChangeAsync(file => file.With(Claim))).Revision);
        Assert.Equal([Audit, Claim], (await Store.ReadAsync()).Holds);
        Assert.Equal(_folder.File("holds.json"), Store.Path);
    }

    [Fact]
    public async Task AFileThatIsGone_IsRefusedUntilSomebodySaysSo()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        File.Delete(Store.Path);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync());
        Assert.Equal(ErrorCode.HoldsLost, error.Code);
        Assert.Contains("it is gone, with 1 hold in it", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.HoldsLost, (await Assert.ThrowsAsync<PosBackupException>(() => Store.ChangeAsync(file => file.With(Claim)))).Code);
        Assert.False(File.Exists(Store.Path));

        Assert.Equal([Claim], (await Store.ConfirmAsync([Claim])).Holds);
        Assert.Equal([Claim], (await Store.ReadAsync()).Holds);
    }

    [Fact]
    public async Task AFileThatIsCut_TellsTheWayOut()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        await File.WriteAllTextAsync(Store.Path, "");

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync());
        Assert.Equal(ErrorCode.HoldFileInvalid, error.Code);
        Assert.Contains("move it away and let 'posbackup hold confirm' begin an empty one", error.Hint, StringComparison.Ordinal);

        File.Move(Store.Path, _folder.File("cut.json"));
        Assert.Empty((await Store.ConfirmAsync([])).Holds);
        Assert.Empty((await Store.ReadAsync()).Holds);
    }

    [UnixFact]
    public async Task ALinkWhoseEndIsGone_IsNoFileThatCouldBeRead()
    {
        File.CreateSymbolicLink(Store.Path, _folder.File("gone.json"));

        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => new WatchedHolds(Store).ReadAsync(default))).Code);
    }

    /// <summary>Several machines may share one file, each by a link to it, which stays as it is whatever is put there.</summary>
    [UnixFact]
    public async Task AHoldThatIsPutAtTheEndOfALink_IsSeenByARunAtWork()
    {
        var shared = new HoldStore(_folder.File("shared/holds.json"), Catalog);
        await shared.ChangeAsync(file => file.With(Audit));
        File.CreateSymbolicLink(Store.Path, shared.Path);
        var watched = new WatchedHolds(Store);
        Assert.Equal([Audit], (await watched.ReadAsync(default)).Holds);

        await shared.ChangeAsync(file => file.With(Claim));

        Assert.Equal([Audit, Claim], (await watched.ReadAsync(default)).Holds);
    }

    [Fact]
    public async Task AnOldFileThatIsPutBack_IsRefused()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        byte[] old = await File.ReadAllBytesAsync(Store.Path);
        await Store.ChangeAsync(file => file.With(Claim));
        await File.WriteAllBytesAsync(Store.Path, old);

        Assert.Contains("it is an old one, revision 1 with 1 hold; the newest is 2 with 2 holds", (await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync())).Message, StringComparison.Ordinal);
        Assert.Equal([Audit], (await Store.LookAsync()).File.Holds);
        Assert.Equal(3, (await Store.ConfirmAsync([])).Revision);
        Assert.Equal([Audit], (await Store.ReadAsync()).Holds);
    }

    [Fact]
    public async Task AFileThatWasCutByHand_IsRefused()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        await File.WriteAllTextAsync(Store.Path, """{ "schema": 1, "revision": 1, "holds": [] }""");

        Assert.Contains("it was changed by hand", (await Store.LookAsync()).Objection!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync());
    }

    [Fact]
    public async Task AnotherLayout_IsTheSameFile()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        await File.WriteAllTextAsync(Store.Path, (await File.ReadAllTextAsync(Store.Path)).ReplaceLineEndings("\r\n  "));

        Assert.Equal([Audit], (await Store.ReadAsync()).Holds);
    }

    [Fact]
    public async Task AFileThatTheCatalogWasNotToldOf_IsTaken()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        await File.WriteAllBytesAsync(Store.Path, HoldFileText.Write(new HoldFile { Revision = 2, Holds = [Audit, Claim] }).ToArray());

        HoldFile file = await Store.ReadAsync();
        Assert.Equal([Audit, Claim], file.Holds);

        Store.Remember(file);
        File.Delete(Store.Path);
        Assert.Contains("with 2 holds", (await Store.LookAsync()).Objection!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HoldsOutliveTheCatalog()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        File.Delete(Catalog.Path);
        await Catalog.RebuildAsync([_folder.Path]);

        Assert.Equal([Audit], (await Store.ReadAsync()).Holds);
        Assert.Equal([Audit, Claim], (await Store.ChangeAsync(file => file.With(Claim))).Holds);
        File.Delete(Store.Path);
        await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync());
    }

    [Fact]
    public async Task ALastHoldThatWasTakenOff_LeavesNothingToLose()
    {
        await Store.ChangeAsync(file => file.With(Audit));
        await Store.ChangeAsync(file => file.Without(Audit.SetGuid));
        File.Delete(Store.Path);

        Assert.Empty((await Store.ReadAsync()).Holds);
        Assert.Equal(3, (await Store.ChangeAsync(file => file.With(Claim))).Revision);
    }

    [Fact]
    public async Task HoldsWithoutACatalog_MakeNone()
    {
        var without = new BackupCatalog(Path.Combine(_folder.Path, "new", "catalog.db"));
        await HoldStore.Beside(without).ChangeAsync(file => file.With(Audit));

        Assert.False(without.Exists);
        Assert.Equal([Audit], (await HoldStore.Beside(without).ReadAsync()).Holds);
    }
}
