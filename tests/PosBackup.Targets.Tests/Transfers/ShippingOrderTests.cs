using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Planning;

namespace PosBackup.Targets.Tests.Transfers;

public sealed class ShippingOrderTests
{
    private const double Slow = 100_000;

    private static readonly Guid Family = Guid.NewGuid();
    private static readonly DateTimeOffset Now = SomeMedia.Noon;
    private static readonly TimeSpan Rpo = TimeSpan.FromMinutes(15);

    [Fact]
    public void Of_TakesTheOldestFirstAndOldProofsLast()
    {
        SyncItem[] items = [Item("log", BackupKind.Log, 5, 10), Item("again", BackupKind.Full, 600, 0) with { Action = SyncAction.Prove, Known = SomeCopy() }, Item("full", BackupKind.Full, 30, 10)];

        ShippingOrder order = ShippingOrder.Of(items, [], bytesPerSecond: null, Rpo, Now);

        Assert.Equal(["full", "log", "again"], Names(order));
        Assert.Empty(order.Notes);
    }

    [Fact]
    public void Of_LetsLogsOvertakeWhenTheyWouldComeTooLateBehindAFull()
    {
        SyncItem[] items = [Item("full", BackupKind.Full, 30, 600_000_000), Item("log 1", BackupKind.Log, 10, 100_000), Item("log 2", BackupKind.Log, 1, 100_000)];

        ShippingOrder order = ShippingOrder.Of(items, [Full(minutesAgo: 1_440)], Slow, Rpo, Now);

        Assert.Equal(["log 1", "log 2", "full"], Names(order));
        Assert.Contains("2 logs go first", Assert.Single(order.Notes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000_000d)] // the line is fast enough
    [InlineData(null)] // nobody knows how fast it is
    public void Of_KeepsTheOrderWhereNothingIsInDanger(double? bytesPerSecond)
    {
        SyncItem[] items = [Item("full", BackupKind.Full, 30, 600_000_000), Item("log", BackupKind.Log, 1, 100_000)];

        Assert.Equal(["full", "log"], Names(ShippingOrder.Of(items, [Full(minutesAgo: 1_440)], bytesPerSecond, Rpo, Now)));
    }

    [Fact]
    public void Of_LetsNoLogOvertakeTheFullThatItNeeds()
    {
        SyncItem[] items = [Item("full", BackupKind.Full, 30, 600_000_000), Item("log", BackupKind.Log, 1, 100_000)];

        Assert.Equal(["full", "log"], Names(ShippingOrder.Of(items, [], Slow, Rpo, Now)));
        Assert.Equal(["full", "log"], Names(ShippingOrder.Of(items, [Full(minutesAgo: 1_440) with { FamilyGuid = Guid.NewGuid() }], Slow, Rpo, Now)));
    }

    private static string[] Names(ShippingOrder order) => [.. order.Items.Select(item => item.Path.Name)];

    private static BackupSet Full(int minutesAgo) => SomeMedia.Set(kind: BackupKind.Full, finishedAt: Now.AddMinutes(-minutesAgo)) with { FamilyGuid = Family };

    private static SyncItem Item(string name, BackupKind kind, int minutesAgo, long bytes)
    {
        Manifest manifest = SomeMedia.Manifest("/b/" + name, SomeMedia.Set(kind: kind, finishedAt: Now.AddMinutes(-minutesAgo)) with { FamilyGuid = Family });
        return new SyncItem { Manifest = manifest, Path = TargetPath.Parse(name), Action = SyncAction.Upload, Reason = "", Bytes = bytes };
    }

    private static BackupCopy SomeCopy() => new()
    {
        Target = "hq", Address = "hq", Source = "/b/again", Path = "again", Sha256 = new string('0', 64), Length = 1, MediaSetId = Guid.NewGuid(), ShippedAt = Now, ProvenAt = Now, Depth = default, ToolVersion = "0",
    };
}
