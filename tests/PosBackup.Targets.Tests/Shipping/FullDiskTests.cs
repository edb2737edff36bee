using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Servers;
using Xunit.Abstractions;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>A disk of 8 MB at the server: what fits is shipped, what does not is not half there, and goes on when there is room.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Megabyte = 1 << 20;

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.RcloneSftp, ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpdSftp)]
    [InlineData(ServerKind.RcloneSftp)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task Disk_ThatIsTooSmallTakesWhatFits(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind, hasSmallDisk: true);
        using var store = new ShippingStore { Parallelism = 1 };
        store.Know(place);
        Manifest log = store.Backup("log.trn", 2 * Megabyte, BackupKind.Log);
        Manifest full = store.Backup("full.bak", 9 * Megabyte);

        TargetSyncResult first = await store.ShipOnceAsync(place.Definition());
        long held = place.Part("full.bak") is { } part ? new FileInfo(part).Length : 0;

        Assert.True(first.Copies.Count == 2, $"{first.Message} {place.Server.Log}");
        CopyResult refused = Of(first, full);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {refused.Code} {refused.Message} ({refused.Hint}); the part has {held} bytes"));
        Assert.Equal(SyncOutcome.Failed, refused.Outcome);

        // rclone does not always say why it fails, and tells no free space; then the hint has to name the disk.
        Assert.True(refused.Code == ErrorCode.NoSpace || (kind == ServerKind.RcloneSftp && refused.Hint!.Contains("disk is full", StringComparison.Ordinal)), refused.Message);
        Assert.False(string.IsNullOrEmpty(refused.Hint));

        // Nor does it keep what it took in of a file that it could not write.
        Assert.True(kind == ServerKind.RcloneSftp || held > 0 || refused.Message!.Contains($"needs {9 * Megabyte}", StringComparison.Ordinal), refused.Message);
        Assert.Null(place.Published("full.bak"));
        Assert.Equal(SyncOutcome.Succeeded, Of(first, log).Outcome);
        Assert.Equal(store.Here(log), place.Published("log.trn"));
        await SmallProgram.RunAsync("mount", ["-o", "remount,size=64m", place.Server.Folder]);

        TargetSyncResult second = await store.ShipOnceAsync(place.Definition());

        CopyResult shipped = Of(second, full);
        Assert.True(shipped.Outcome == SyncOutcome.Succeeded, $"{shipped.Message} {place.Server.Log}");
        Assert.True(store.Here(full).AsSpan().SequenceEqual(place.Published("full.bak")));
        if (place.CanContinue)
            Assert.Equal((9 * Megabyte) - held, shipped.BytesSent);
        Assert.Equal(2, store.Catalog.Copies().Count);
    }

    private static CopyResult Of(TargetSyncResult result, Manifest manifest) => result.Copies.Single(copy => copy.Item.File == manifest.Media.Path);
}
