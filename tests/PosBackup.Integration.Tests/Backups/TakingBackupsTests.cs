using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>Full, differential and log backups through SMO, from options to result.</summary>
public sealed class TakingBackupsTests
{
    [Fact]
    public async Task Run_TakesAFullAndTellsAllAboutIt()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full);

        Assert.Equal((BackupKind.Full, BackupKind.Full), (result.RequestedKind, result.TakenKind));
        Assert.Empty(result.Promotions);
        Assert.Equal(("Shop", BackupKind.Full, 1), (result.Set!.Database, result.Set.Kind, result.Set.Position));
        Assert.True(result.Set.HasChecksum);
        Assert.Equal((VerificationLevel.L1, Verdict.Intact), (result.Verification!.Level, result.Verification.Verdict));
        BackupResultFile file = Assert.Single(result.Files);
        Assert.Equal((new FileInfo(file.Path).Length, 64), (file.Length, file.Sha256!.Length));
        Assert.True(BackupFileName.TryParse(Path.GetFileName(file.Path))!.IsFor("Shop"));
        Assert.True(result.Bytes > 0);
        Assert.Equal(result.StartedAt + result.Duration, result.FinishedAt);
        Assert.Contains(result.Messages, message => message.Number == 3014);
    }

    [Fact]
    public async Task Run_LeavesAManifestAndACatalogEntryAndNothingElse()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full);

        string media = result.Files[0].Path;
        Assert.Equal([media, ManifestStore.PathOf(media)], Directory.EnumerateFileSystemEntries(shop.Folder).Order(StringComparer.Ordinal));
        Manifest manifest = (await ManifestStore.ReadAsync(media))!;
        Assert.Equal((result.Set!.SetGuid, result.Files[0].Sha256), (manifest.Media.Sets[0].SetGuid, manifest.Sha256));
        Assert.Equal(Verdict.Intact, manifest.LatestProof()!.Verdict);
        Assert.Equal(result.Set.SetGuid, Assert.Single(shop.Catalog!.List()).Set.SetGuid);
        RecordedRun run = Assert.Single(shop.Catalog.Runs());
        Assert.Equal((RunOutcome.Succeeded, result.Set.SetGuid), (run.Outcome, run.SetGuid));
    }

    [Fact]
    public async Task Run_BuildsAChain()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult full = await shop.SucceedAsync(shop.Full);
        await shop.SellAsync(2);
        BackupResult differential = await shop.SucceedAsync(shop.Differential);
        await shop.SellAsync(3);
        BackupResult log = await shop.SucceedAsync(shop.Log);
        await shop.SellAsync(4);
        BackupResult secondLog = await shop.SucceedAsync(shop.Log);

        Assert.Equal((BackupKind.Differential, full.Set!.SetGuid), (differential.TakenKind, differential.Set!.DifferentialBaseGuid));
        Assert.Equal(BackupKind.Log, log.TakenKind);
        Assert.Equal(log.Set!.LastLsn, secondLog.Set!.FirstLsn);
        Assert.EndsWith(".trn", log.Files[0].Path, StringComparison.Ordinal);
        Assert.Equal(4, shop.Catalog!.List().Count);
    }

    [Fact]
    public async Task Run_BuildsAChainWithoutACatalog()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        shop.Catalog = null;

        await shop.SucceedAsync(shop.Full);
        await shop.SellAsync(2);

        Assert.Equal(BackupKind.Differential, (await shop.SucceedAsync(shop.Differential)).TakenKind);
        Assert.Equal(BackupKind.Log, (await shop.SucceedAsync(shop.Log)).TakenKind);
    }

    [Theory]
    [InlineData("A$$B")]
    [InlineData("A$&B")]
    [InlineData("dbname")]
    [InlineData("o'neil")]
    [InlineData("[x]")]
    [InlineData("数据库")]
    [InlineData("dot.")]
    public async Task Run_TakesDatabasesOfAnyName(string name)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync(name);

        BackupResult full = await shop.SucceedAsync(shop.Full with { Databases = [name] });
        BackupResult log = await shop.SucceedAsync(shop.Log with { Databases = [name] });

        Assert.Equal(name, full.Set!.Database);
        Assert.Equal(name, BackupFileName.TryParse(Path.GetFileName(full.Files[0].Path))!.Database);
        Assert.Equal(BackupKind.Log, log.TakenKind);
    }

    [Fact]
    public async Task Run_GivesTwoBackupsOfOneSecondFilesOfTheirOwn()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult first = await shop.SucceedAsync(shop.Full);
        BackupResult second = await shop.SucceedAsync(shop.Full);

        Assert.NotEqual(first.Files[0].Path, second.Files[0].Path);
        Assert.Equal(2, shop.Media.Count());
        Assert.Equal((1, 1), (first.Set!.Position, second.Set!.Position));
    }

    [Fact]
    public async Task Run_StripesASet()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full with { Stripes = 3 });

        Assert.Equal(3, result.Files.Count);
        Assert.All(result.Files, file => Assert.True(File.Exists(ManifestStore.PathOf(file.Path))));
        Assert.Equal(Verdict.Intact, result.Verification!.Verdict);
        Assert.Equal(BackupKind.Differential, (await shop.SucceedAsync(shop.Differential)).TakenKind);
    }

    [Fact]
    public async Task Run_KeepsACopyOutOfTheChain()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult full = await shop.SucceedAsync(shop.Full);

        BackupResult copy = await shop.SucceedAsync(shop.Full with { CopyOnly = true });

        Assert.True(copy.Set!.IsCopyOnly);
        Assert.Equal(full.Set!.SetGuid, (await shop.SucceedAsync(shop.Differential)).Set!.DifferentialBaseGuid);
    }

    [Fact]
    public async Task Run_WritesNameDescriptionAndRetention()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupSet set = (await shop.SucceedAsync(shop.Full with { Name = "it's", Description = "日结", RetainDays = 14 })).Set!;

        Assert.Equal("it's", set.Name);
        Assert.StartsWith("日结 [posbackup ", set.Description, StringComparison.Ordinal);
        Assert.NotNull(set.ExpiresAt);
    }

    [Fact]
    public async Task Run_AsksTheInstanceToVerifyToo()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full with { VerifyOnInstance = true });

        Assert.True(result.VerifiedOnInstance);
        Assert.Contains((await ManifestStore.ReadAsync(result.Files[0].Path))!.Proofs, proof => proof.Instance is not null);
    }

    [Fact]
    public async Task Run_LeavesVerificationOutWhenTold()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full with { Verify = false });

        Assert.Null(result.Verification);
        Assert.Null(result.VerifiedOnInstance);
        Assert.Empty((await ManifestStore.ReadAsync(result.Files[0].Path))!.Proofs);
    }

    [Theory]
    [InlineData("Developer", CompressionMode.Auto, true)]
    [InlineData("Express", CompressionMode.Auto, false)]
    [InlineData("Developer", CompressionMode.Off, false)]
    [InlineData("Standard", CompressionMode.On, true)]
    public async Task Run_CompressesWhereTheInstanceCan(string edition, CompressionMode mode, bool compressed)
    {
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Edition = edition });

        BackupResult result = await shop.SucceedAsync(shop.Full with { Compression = mode });

        Assert.Equal(compressed, result.Compressed);
        Assert.Equal(Verdict.Intact, result.Verification!.Verdict);
    }

    [Fact]
    public async Task Run_FailsWhenExpressIsToCompress()
    {
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Edition = "Express" });

        Assert.Equal(ErrorCode.NotSupportedByEdition, (await shop.BackUpAsync(shop.Full with { Compression = CompressionMode.On })).Code);
    }

    [Theory]
    [InlineData("简体中文")]
    [InlineData("Español")]
    public async Task Run_WorksOnServersOfOtherLanguages(string language)
    {
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Language = language });

        await shop.SucceedAsync(shop.Full);
        await shop.SucceedAsync(shop.Log);
    }

    [Theory]
    [InlineData("10.50.6000.34", "Express")]
    [InlineData("11.0.7001.0", "Express")]
    [InlineData("12.0.6024.0", "Standard")]
    [InlineData("13.0.6300.2", "Express")]
    [InlineData("14.0.3456.2", "Express")]
    [InlineData("15.0.4355.3", "Express")]
    [InlineData("16.0.4165.4", "Express")]
    public async Task Run_WorksOnEveryVersion(string version, string edition)
    {
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Version = Version.Parse(version), Edition = edition });

        await shop.SucceedAsync(shop.Full);
        await shop.SellAsync(2);
        Assert.Equal(BackupKind.Differential, (await shop.SucceedAsync(shop.Differential with { VerifyOnInstance = true })).TakenKind);
        Assert.Equal(BackupKind.Log, (await shop.SucceedAsync(shop.Log)).TakenKind);
    }

    [Fact]
    public async Task Run_UsesTheInstancesOwnFolderByDefault()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult result = await shop.SucceedAsync(shop.Full with { Folder = null });

        Assert.Equal(shop.Server.BackupFolder, Path.GetDirectoryName(result.Files[0].Path));
    }

    [Fact]
    public async Task Run_BacksUpSeveralDatabasesAtOnceInTheOrderOfTheRequest()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        await shop.CreateAsync("Archive");

        BackupReport report = await shop.RunAsync(shop.Full with { Databases = ["Stock", "S*", "Archive", "Missing"], Parallelism = 3 });

        Assert.Equal(
            [("Stock", RunOutcome.Succeeded), ("Shop", RunOutcome.Succeeded), ("Archive", RunOutcome.Succeeded), ("Missing", RunOutcome.Failed)],
            report.Results.Select(result => (result.Database, result.Outcome)));
        Assert.Equal(ErrorCode.DatabaseNotFound, report.Results[3].Code);
        Assert.Equal(4, shop.Catalog!.Runs().Count);
    }

    [Fact]
    public async Task Run_BacksUpSystemDatabasesOnRequest()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupReport report = await shop.RunAsync(shop.Differential with { Databases = [], SystemDatabases = true });

        Assert.Equal(["master", "model", "msdb"], report.Results.Select(result => result.Database));
        Assert.All(report.Results, result => Assert.True(result.Outcome == RunOutcome.Succeeded, result.Message));
        Assert.Equal(PromotionReason.MasterDatabase, report.Results[0].Promotions[0].Reason);
    }
}
