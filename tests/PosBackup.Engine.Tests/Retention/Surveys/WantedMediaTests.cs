using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class WantedMediaTests
{
    private static readonly BackupSet Shop = SomeMedia.Set("Shop");
    private static readonly BackupSet Renamed = SomeMedia.Set("OldShop") with { FamilyGuid = Shop.FamilyGuid };
    private static readonly BackupSet Stock = SomeMedia.Set("Stock");

    [Theory]
    [InlineData("SHOP")]
    [InlineData("sh?p")]
    [InlineData("Shop,OldShop")]
    public void Run_TakesTheWholeFamilyOfADatabase_WhateverItWasCalled_AndThoseThatShareMediaWithIt(string databases) =>
        Assert.Equal(["Shop", "OldShop", "Stock", "both"], Run(databases.Split(',')));

    [Fact]
    public void Run_TakesAllThatAPatternMatches() => Assert.Equal(["Shop", "OldShop", "Stock", "both"], Run(["S*"]));

    [Fact]
    public void Run_RefusesANameThatMatchesNothing()
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => Run(["Shop", "Shpo"]));

        Assert.Equal(ErrorCode.DatabaseNotFound, error.Code);
        Assert.Contains("Shpo", error.Message, StringComparison.Ordinal);
    }

    private static string[] Run(string[] databases) => [.. new WantedMedia(databases, [Held("Shop", Shop), Held("OldShop", Renamed), Held("Stock", Stock), Held("both", Stock, Shop)]).Run().Select(media => media.Files[0].Path)];

    private static HeldMedia Held(string path, params BackupSet[] sets) => new() { Place = RetentionPlace.Here, MediaSetId = Guid.NewGuid(), Files = [new HeldFile(path, 1, 4096, Sha256: null)], Sets = sets };
}
