using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>What other tools, restores and settings do to a chain, and what the next run of ours makes of it.</summary>
public sealed class PromotingTests
{
    [Theory]
    [InlineData(BackupKind.Differential, PromotionReason.NoBase)]
    [InlineData(BackupKind.Log, PromotionReason.NoLogChain)]
    public async Task Run_TakesAFullWhenThereIsNoneYet(BackupKind kind, PromotionReason reason)
    {
        await using var shop = await BackedUpShop.OpenAsync();

        AssertPromoted(reason, await shop.SucceedAsync(shop.Full with { Kind = kind }));
    }

    [Fact]
    public async Task Run_NamesWhoTookTheForeignFull()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        string foreign = Path.Combine(shop.Server.BackupFolder, "vendor button.bak");
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{foreign}' WITH NAME = N'vendor'");

        Promotion promotion = AssertPromoted(PromotionReason.ForeignBase, await shop.SucceedAsync(shop.Differential));

        Assert.Equal(("sa", foreign, "vendor"), (promotion.Foreign!.User, promotion.Foreign.Path, promotion.Foreign.Name));
        Assert.Equal(shop.Server.Instance.Options.MachineName, promotion.Foreign.Machine);
        Assert.Equal(BackupKind.Differential, (await shop.SucceedAsync(shop.Differential)).TakenKind);
    }

    [Fact]
    public async Task Run_IsNotDisturbedByAForeignCopy()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{shop.Server.BackupFolder}/copy.bak' WITH COPY_ONLY");

        Assert.Empty((await shop.SucceedAsync(shop.Differential)).Promotions);
    }

    [Fact]
    public async Task Run_GoesOnWithTheLogBehindAForeignFull()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{shop.Server.BackupFolder}/other.bak'");

        Assert.Empty((await shop.SucceedAsync(shop.Log)).Promotions);
    }

    [Fact]
    public async Task Run_NamesWhoTookTheForeignLog()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        await shop.SucceedAsync(shop.Log);
        await shop.SellAsync(2);
        string foreign = Path.Combine(shop.Server.BackupFolder, "other.trn");
        await shop.Server.ExecuteAsync($"BACKUP LOG Shop TO DISK = N'{foreign}'");
        await shop.SellAsync(3);

        Promotion promotion = AssertPromoted(PromotionReason.ForeignLog, await shop.SucceedAsync(shop.Log));

        Assert.Equal(foreign, promotion.Foreign!.Path);
        Assert.Empty((await shop.SucceedAsync(shop.Log)).Promotions);
    }

    [Fact]
    public async Task Run_TakesADifferentialInsteadOfALogInSimpleRecovery()
    {
        await using var shop = await BackedUpShop.OpenAsync(recovery: "SIMPLE");
        await shop.SucceedAsync(shop.Full);

        BackupResult result = await shop.SucceedAsync(shop.Log);

        Assert.Equal(BackupKind.Differential, result.TakenKind);
        Assert.Equal(PromotionReason.SimpleRecovery, Assert.Single(result.Promotions).Reason);
    }

    [Fact]
    public async Task Run_TakesAFullAfterTheRecoveryModelFlipped()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        await shop.SucceedAsync(shop.Log);
        await shop.Server.ExecuteAsync("ALTER DATABASE Shop SET RECOVERY SIMPLE");
        await shop.Server.ExecuteAsync("ALTER DATABASE Shop SET RECOVERY FULL");

        BackupResult result = await shop.SucceedAsync(shop.Log);

        AssertPromoted(PromotionReason.NoLogChain, result);
        Assert.Empty((await shop.SucceedAsync(shop.Log)).Promotions);
    }

    [Fact]
    public async Task Run_TakesAFullWhenTheModelOfTheBaseWasSimple()
    {
        await using var shop = await BackedUpShop.OpenAsync(recovery: "SIMPLE");
        await shop.SucceedAsync(shop.Full);
        await shop.Server.ExecuteAsync("ALTER DATABASE Shop SET RECOVERY FULL");

        AssertPromoted(PromotionReason.RecoveryModelChanged, await shop.SucceedAsync(shop.Differential));
    }

    [Fact]
    public async Task Run_TakesAFullWhenTheFileOfTheBaseIsGone()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult full = await shop.SucceedAsync(shop.Full);
        File.Delete(full.Files[0].Path);

        AssertPromoted(PromotionReason.BaseMissing, await shop.SucceedAsync(shop.Differential));
    }

    [Fact]
    public async Task Run_TakesAFullWhenTheFileOfTheBaseHoldsSomethingElse()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult first = await shop.SucceedAsync(shop.Full);
        BackupResult second = await shop.SucceedAsync(shop.Full);
        File.Copy(first.Files[0].Path, second.Files[0].Path, overwrite: true);

        AssertPromoted(PromotionReason.BaseMissing, await shop.SucceedAsync(shop.Differential));
    }

    [Fact]
    public async Task Run_KnowsItsOwnSetsByTheirMarkWhenCatalogAndManifestsAreLost()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult full = await shop.SucceedAsync(shop.Full);
        string moved = Path.Combine(shop.Server.BackupFolder, "elsewhere");
        Directory.CreateDirectory(moved);
        File.Delete(ManifestStore.PathOf(full.Files[0].Path));
        shop.Catalog = null;

        BackupResult differential = await shop.SucceedAsync(shop.Differential with { Folder = moved });

        Assert.Empty(differential.Promotions);
    }

    [Fact]
    public async Task Run_TakesAFullOfADatabaseThatWasCreatedAnew()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        await shop.Server.ExecuteAsync("DROP DATABASE Shop");
        await shop.CreateAsync("Shop");

        AssertPromoted(PromotionReason.NewFamily, await shop.SucceedAsync(shop.Differential));
    }

    [Fact]
    public async Task Run_TakesAFullAfterARestore()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult full = await shop.SucceedAsync(shop.Full);
        await shop.SellAsync(2);
        await shop.SucceedAsync(shop.Log);
        await shop.Server.ExecuteAsync($"RESTORE DATABASE Shop FROM DISK = N'{full.Files[0].Path}' WITH REPLACE");

        BackupResult result = await shop.SucceedAsync(shop.Log);

        Assert.Equal(BackupKind.Full, result.TakenKind);
        Assert.Contains(result.Promotions, one => one.Reason is PromotionReason.Fork or PromotionReason.NoLogChain);
    }

    [Fact]
    public async Task Run_ReportsDatabasesThatAreNotOnlineOrReadOnly()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Closed");
        await shop.CreateAsync("Frozen");
        await shop.Server.ExecuteAsync("ALTER DATABASE Closed SET OFFLINE");
        await shop.Server.ExecuteAsync("ALTER DATABASE Frozen SET READ_ONLY");

        BackupReport named = await shop.RunAsync(shop.Full with { Databases = ["Closed"] });
        BackupReport all = await shop.RunAsync(shop.Full with { Databases = ["*"] });

        Assert.Equal((RunOutcome.Failed, ErrorCode.DatabaseUnavailable), (named.Results[0].Outcome, named.Results[0].Code));
        Assert.Equal((RunOutcome.Skipped, ErrorCode.DatabaseUnavailable), all.Results.Where(one => one.Database == "Closed").Select(one => (one.Outcome, one.Code)).Single());
        BackupResult frozen = all.Results.Single(one => one.Database == "Frozen");
        Assert.Equal(RunOutcome.Succeeded, frozen.Outcome);
        Assert.Contains(frozen.Notes, note => note.Message.Contains("read-only", StringComparison.Ordinal));
    }

    private static Promotion AssertPromoted(PromotionReason reason, BackupResult result)
    {
        Assert.Equal(BackupKind.Full, result.TakenKind);
        Promotion promotion = Assert.Single(result.Promotions);
        Assert.Equal(reason, promotion.Reason);
        return promotion;
    }
}
