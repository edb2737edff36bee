using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>Media that grew or were overwritten here, at real servers.</summary>
public sealed class ChangedMediaAtServersTests
{
    private const int Megabyte = 1 << 20;

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpdSftp)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task AppendedMedia_SendTheTailOnly(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest log = store.Backup("log.trn", 4 * Megabyte, BackupKind.Log);
        Assert.Equal(SyncOutcome.Succeeded, (await store.ShipFileAsync(place.Definition())).Outcome);
        long before = place.Sent;
        Manifest grown = store.Append(log, Megabyte);

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        Assert.True(copy.Outcome == SyncOutcome.Succeeded, copy.Message);
        Assert.Equal((SyncAction.Append, (long)Megabyte), (copy.Item.Action, copy.BytesSent));
        Assert.InRange(place.Sent - before, Megabyte, 2 * Megabyte);
        Assert.Equal(store.Here(grown), place.Published("log.trn"));
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.RcloneSftp, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.RcloneSftp)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task OverwrittenMedia_LeaveTheOldCopyUntilTheNewOneIsProven(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        store.Backup("weekly.bak", Megabyte);
        await store.ShipFileAsync(place.Definition());
        byte[] old = place.Published("weekly.bak")!;
        Manifest overwritten = store.Backup("weekly.bak", 2 * Megabyte);
        var seen = new List<byte[]?>();
        store.Moments.AfterPut = store.Moments.BeforeRename = _ => seen.Add(place.Published("weekly.bak"));

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        Assert.True(copy.Outcome == SyncOutcome.Succeeded, copy.Message);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, one => Assert.Equal(old, one));
        Assert.Equal(store.Here(overwritten), place.Published("weekly.bak"));
    }
}
