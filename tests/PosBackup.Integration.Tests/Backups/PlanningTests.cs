using System.Security.Cryptography;
using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>A plan is what the run then does, and leaves folder, instance and catalog as they were.</summary>
public sealed class PlanningTests
{
    [Fact]
    public async Task Plan_OfTheFirstFull()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        PlannedBackup planned = await AssertSameAsRunAsync(shop, shop.Full);

        Assert.Equal((BackupKind.Full, Placing.New, false), (planned.PlannedKind, planned.Placing, planned.Replaces));
        Assert.Equal(new PlannedBackupFile(Path.Combine(shop.Folder, "Shop_full_*.bak"), IsPattern: true), Assert.Single(planned.Files));
        Assert.True(planned.Compressed);
        Assert.True(planned.EstimatedBytes > 0);
    }

    [Fact]
    public async Task Plan_OfADifferentialThatBecomesAFull()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        PlannedBackup planned = await AssertSameAsRunAsync(shop, shop.Differential);

        Assert.Equal((BackupKind.Differential, BackupKind.Full), (planned.RequestedKind, planned.PlannedKind));
        Assert.Equal(PromotionReason.NoBase, Assert.Single(planned.Promotions).Reason);
        Assert.Equal(BackupKind.Differential, (await AssertSameAsRunAsync(shop, shop.Differential)).PlannedKind);
    }

    [Fact]
    public async Task Plan_OfALogBehindAChain()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);

        PlannedBackup planned = await AssertSameAsRunAsync(shop, shop.Log);

        Assert.Equal((BackupKind.Log, "Shop_log_*.trn"), (planned.PlannedKind, Path.GetFileName(Assert.Single(planned.Files).Path)));
    }

    [Fact]
    public async Task Plan_OfAppendingTellsTheFileAndTheRollOver()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions append = shop.Full with { Mode = BackupMode.Append, Caps = new MediaCaps { Sets = 2 } };

        PlannedBackup first = await AssertSameAsRunAsync(shop, append);
        PlannedBackup second = await AssertSameAsRunAsync(shop, append);
        PlannedBackup third = await AssertSameAsRunAsync(shop, append);

        Assert.Equal((RollOverReason.NoMedia, (RollOverReason?)null, RollOverReason.TooManySets), (first.RollOver!.Reason, second.RollOver?.Reason, third.RollOver!.Reason));
        Assert.Equal((false, true, false), (first.Appended, second.Appended, third.Appended));
        Assert.Equal((true, false, true), (first.Files[0].IsPattern, second.Files[0].IsPattern, third.Files[0].IsPattern));
    }

    [Fact]
    public async Task Plan_OfOverwritingTellsTheFileThatIsReplaced()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };

        PlannedBackup first = await AssertSameAsRunAsync(shop, overwrite);
        PlannedBackup second = await AssertSameAsRunAsync(shop, overwrite);

        Assert.Equal((false, true), (first.Replaces, second.Replaces));
        Assert.Equal((Placing.Swap, new PlannedBackupFile(Path.Combine(shop.Folder, "Shop_full.bak"), IsPattern: false)), (second.Placing, Assert.Single(second.Files)));
    }

    [Fact]
    public async Task Plan_OfADifferentialThatWouldOverwriteItsBase()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Overwrite };
        await shop.SucceedAsync(overwrite);

        PlannedBackup planned = await AssertSameAsRunAsync(shop, overwrite with { Kind = BackupKind.Differential });

        Assert.Equal(PromotionReason.BaseWouldBeOverwritten, Assert.Single(planned.Promotions).Reason);
    }

    [Fact]
    public async Task Plan_OfACopyInStripes()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);

        PlannedBackup planned = await AssertSameAsRunAsync(shop, shop.Log with { CopyOnly = true, Stripes = 2 });

        Assert.Equal(["Shop_log_*_1of2.trn", "Shop_log_*_2of2.trn"], planned.Files.Select(file => Path.GetFileName(file.Path)));
    }

    [Fact]
    public async Task Plan_HasEveryRequestWithItsReason()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        await shop.CreateAsync("Stale");
        await shop.Server.ExecuteAsync("ALTER DATABASE Stale SET OFFLINE");
        BackupOptions options = shop.Full with { Databases = ["S*", "Shpo", "tempdb"], CopyOnly = true };

        IReadOnlyList<PlannedBackup> plans = await AssertSameAsRunsAsync(shop, options);

        Assert.Equal(
            ["Shop Succeeded None", "Shpo Failed DatabaseNotFound", "Stale Skipped DatabaseUnavailable", "Stock Succeeded None", "tempdb Failed InvalidOption"],
            plans.Select(one => $"{one.Database} {one.Outcome} {one.Code}").Order(StringComparer.Ordinal));
        Assert.All(plans.Where(one => one.Code != ErrorCode.None), one => Assert.NotEqual("", one.Message));
    }

    [Fact]
    public async Task Plan_RefusesAFileThatIsThereAndAnotherDatabases()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak") };
        await shop.SucceedAsync(named);

        Assert.Equal(ErrorCode.InvalidOption, (await AssertSameAsRunAsync(shop, named)).Code);
        Assert.Equal(ErrorCode.MediaMismatch, (await AssertSameAsRunAsync(shop, named with { Databases = ["Stock"], Mode = BackupMode.Overwrite })).Code);
    }

    [Fact]
    public async Task Plan_RefusesAFolderThatIsNotThere()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        Assert.Equal(ErrorCode.FolderNotWritable, (await AssertSameAsRunAsync(shop, shop.Full with { Folder = Path.Combine(shop.Folder, "gone") })).Code);
    }

    [Theory]
    [InlineData("Express")]
    [InlineData("Web")]
    public async Task Plan_KnowsWhatAnEditionDoesNotDo(string edition)
    {
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Edition = edition });

        Assert.False((await AssertSameAsRunAsync(shop, shop.Full)).Compressed);
        Assert.Equal(ErrorCode.NotSupportedByEdition, (await AssertSameAsRunAsync(shop, shop.Full with { Compression = CompressionMode.On })).Code);
    }

    [Fact]
    public async Task Plan_RefusesWhatTheLoginMayNotBackUp()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.Server.ExecuteAsync("CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'; USE Shop; CREATE USER clerk FOR LOGIN clerk;");
        BackupOptions options = shop.Full with { Instance = shop.Server.Options with { User = "clerk", Password = new Secret("Clerk-1234") } };

        Assert.Equal(ErrorCode.InstanceAccessDenied, (await AssertSameAsRunAsync(shop, options)).Code);
    }

    [Fact]
    public async Task Plan_WithoutAConnectionHasEveryRequestAsFailed()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions options = shop.Full with { Databases = ["Shop", "Till*"], Instance = shop.Server.Options with { User = "nobody" } };

        BackupPlanReport report = await new BackupRunner(shop.Catalog).PlanAsync(options, NullObserver.Instance);

        Assert.Equal(["Shop", "Till*"], report.Backups.Select(one => one.Database));
        Assert.All(report.Backups, one => Assert.Equal((RunOutcome.Failed, ErrorCode.InstanceAccessDenied), (one.Outcome, one.Code)));
        Assert.Equal(options.Instance.Instance, report.Instance);
        Assert.Empty(shop.Catalog!.Runs());
    }

    [Fact]
    public async Task Plan_LeavesWhatAnEarlierRunLeftBroken()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult full = await shop.SucceedAsync(shop.Full);
        File.Delete(ManifestStore.PathOf(full.Files[0].Path));

        await AssertTouchesNothingAsync(shop, shop.Full);

        Assert.False(File.Exists(ManifestStore.PathOf(full.Files[0].Path)));
    }

    private static async Task<PlannedBackup> AssertSameAsRunAsync(BackedUpShop shop, BackupOptions options) => Assert.Single(await AssertSameAsRunsAsync(shop, options));

    /// <summary>Plans, which touches nothing; runs; and the run has done what the plan said.</summary>
    private static async Task<IReadOnlyList<PlannedBackup>> AssertSameAsRunsAsync(BackedUpShop shop, BackupOptions options)
    {
        IReadOnlyList<PlannedBackup> plans = await AssertTouchesNothingAsync(shop, options);
        IReadOnlyList<BackupResult> results = (await shop.RunAsync(options)).Results;
        Assert.Equal(results.Count, plans.Count);
        Assert.All(plans.Zip(results), pair => AssertSame(pair.First, pair.Second));
        return plans;
    }

    private static void AssertSame(PlannedBackup planned, BackupResult result)
    {
        Assert.Equal((result.Database, result.Outcome, result.Code, result.RequestedKind), (planned.Database, planned.Outcome, planned.Code, planned.RequestedKind));
        if (result.Outcome != RunOutcome.Succeeded)
            return;

        Assert.Equal(result.TakenKind, planned.PlannedKind);
        Assert.Equal(result.Promotions, planned.Promotions);
        Assert.Equal((result.Mode, result.Appended, result.RollOver, result.Compressed), (planned.Mode, planned.Appended, planned.RollOver, planned.Compressed));
        Assert.Equal(result.Files.Count, planned.Files.Count);
        Assert.All(planned.Files.Zip(result.Files), pair => Assert.True(Fits(pair.First, pair.Second.Path), $"{pair.First} {pair.Second.Path}"));
    }

    private static bool Fits(PlannedBackupFile planned, string file)
    {
        if (!planned.IsPattern)
            return string.Equals(planned.Path, file, StringComparison.Ordinal);

        string[] parts = planned.Path.Split('*');
        return parts.Length == 2 && file.Length > parts[0].Length + parts[1].Length && file.StartsWith(parts[0], StringComparison.Ordinal) && file.EndsWith(parts[1], StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<PlannedBackup>> AssertTouchesNothingAsync(BackedUpShop shop, BackupOptions options)
    {
        string[] files = Files(shop);
        string history = await HistoryAsync(shop);
        int runs = shop.Catalog!.Runs().Count;
        int sets = shop.Catalog.List().Count;

        BackupPlanReport report = await new BackupRunner(shop.Catalog).PlanAsync(options, NullObserver.Instance);

        Assert.Equal(files, Files(shop));
        Assert.Equal(history, await HistoryAsync(shop));
        Assert.Equal((runs, sets), (shop.Catalog.Runs().Count, shop.Catalog.List().Count));
        return report.Backups;
    }

    /// <summary>Everything below the folder of backups: names, times and bytes.</summary>
    private static string[] Files(BackedUpShop shop) =>
    [
        .. Directory.EnumerateFileSystemEntries(shop.Server.BackupFolder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {(File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "")}"),
    ];

    /// <summary>What the instance remembers of backups and restores, and the databases that it has.</summary>
    private static async Task<string> HistoryAsync(BackedUpShop shop)
    {
        await using Microsoft.Data.SqlClient.SqlConnection connection = await shop.Server.ConnectAsync();
        var rows = new List<string>();
        foreach (string query in (string[])["SELECT backup_set_uuid FROM msdb.dbo.backupset ORDER BY backup_set_id", "SELECT restore_history_id FROM msdb.dbo.restorehistory ORDER BY restore_history_id", "SELECT name FROM sys.databases ORDER BY name"])
        {
            await using var command = new Microsoft.Data.SqlClient.SqlCommand(query, connection);
            await using Microsoft.Data.SqlClient.SqlDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(reader.GetValue(0).ToString()!);
        }

        return string.Join('\n', rows);
    }
}
