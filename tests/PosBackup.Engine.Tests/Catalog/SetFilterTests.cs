using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class SetFilterTests
{
    private static readonly BackupSet Log = SomeMedia.Set(@"Till\Shop", BackupKind.Log, instance: @"TILL1\SQLEXPRESS", finishedAt: SomeMedia.Noon);

    [Theory]
    [InlineData(@"till\shop", true)]
    [InlineData("*shop", true)]
    [InlineData("?ill*", true)]
    [InlineData("shop", false)]
    public void Takes_ANameAsItIs_ButForItsWildcards(string name, bool isTaken) => Assert.Equal(isTaken, new SetFilter { Databases = ["other", name] }.Takes(Log));

    [Fact]
    public void Takes_WhatNothingRestricts() => Assert.True(new SetFilter().Takes(Log));

    [Fact]
    public void ForMany_TakesTheSame_AndComparesEachNameOnce()
    {
        var names = new CountedNames(["Shop"]);
        Func<BackupSet, bool> isTaken = new SetFilter { Databases = names, Kind = BackupKind.Log }.ForMany();
        BackupSet[] sets = [.. from name in (string[])["Shop", "Till", "shop"] from kind in (BackupKind[])[BackupKind.Full, BackupKind.Log, BackupKind.Log] select SomeMedia.Set(name, kind)];

        Assert.Equal([false, true, true, false, false, false, false, true, true], sets.Select(isTaken));
        Assert.Equal(3, names.Times);
    }

    [Fact]
    public void Takes_WhatIsOfTheKindTheInstanceAndTheTime_AndNothingElse()
    {
        var filter = new SetFilter { Kind = BackupKind.Log, Instance = @"till1\sqlexpress", Since = SomeMedia.Noon, SetGuid = Log.SetGuid, FamilyGuid = Log.FamilyGuid };

        Assert.True(filter.Takes(Log));
        Assert.False((filter with { Kind = BackupKind.Full }).Takes(Log));
        Assert.False((filter with { Instance = "TILL1" }).Takes(Log));
        Assert.False((filter with { Since = SomeMedia.Noon.AddSeconds(1) }).Takes(Log));
        Assert.False((filter with { SetGuid = Guid.NewGuid() }).Takes(Log));
        Assert.False((filter with { FamilyGuid = Guid.NewGuid() }).Takes(Log));
    }
}
