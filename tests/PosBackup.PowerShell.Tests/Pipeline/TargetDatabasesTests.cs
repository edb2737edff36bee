using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class TargetDatabasesTests
{
    [Fact]
    public void Together_AreTargetsOfWhichTheSameIsMeant()
    {
        var targets = new TargetDatabases();
        targets.Add("hq", ["Shop"]);
        targets.Add("usb", ["Shop", "Till"]);
        targets.Add("nas", ["Shop"]);
        targets.Add("HQ", ["Till"]);

        Assert.Equal(["hq, usb: Shop, Till", "nas: Shop"], Told(targets));
    }

    [Fact]
    public void ATargetByItself_IsAllThatLiesThere_WhateverElseIsNamed()
    {
        var targets = new TargetDatabases();
        targets.Add("hq", ["Shop"]);
        targets.Add("usb", []);
        targets.Add("hq", []);
        targets.Add("usb", ["Shop"]);

        Assert.Equal(["hq, usb: "], Told(targets));
    }

    private static string[] Told(TargetDatabases targets) => [.. targets.Together().Select(of => $"{string.Join(", ", of.Targets)}: {string.Join(", ", of.Databases)}")];
}
