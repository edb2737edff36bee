using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class TargetDatabasesTests
{
    [Fact]
    public void Together_AreTargetsOfWhichTheSameIsMeant()
    {
        var targets = new TargetDatabases();
        targets.Add("hq", store: null, ["Shop"]);
        targets.Add("usb", store: null, ["Shop", "Till"]);
        targets.Add("nas", store: null, ["Shop"]);
        targets.Add("HQ", store: null, ["Till"]);

        Assert.Equal(["hq, usb: Shop, Till", "nas: Shop"], Told(targets));
    }

    [Fact]
    public void ATargetByItself_IsAllThatLiesThere_WhateverElseIsNamed()
    {
        var targets = new TargetDatabases();
        targets.Add("hq", store: null, ["Shop"]);
        targets.Add("usb", store: null, []);
        targets.Add("hq", store: null, []);
        targets.Add("usb", store: null, ["Shop"]);

        Assert.Equal(["hq, usb: "], Told(targets));
    }

    [Fact]
    public void OneTarget_IsAskedForEachStoreByItself()
    {
        var targets = new TargetDatabases();
        targets.Add("hq", "0017", ["Shop"]);
        targets.Add("hq", "", ["Shop"]);
        targets.Add("usb", "0017", ["Shop"]);

        Assert.Equal(["hq, usb (0017): Shop", "hq: Shop"], Told(targets));
    }

    private static string[] Told(TargetDatabases targets) => [.. targets.Together().Select(of => $"{string.Join(", ", of.Targets)}{(of.Store is null ? "" : $" ({of.Store})")}: {string.Join(", ", of.Databases)}")];
}
