using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Restores;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>Restores through SMO, from options to report.</summary>
public sealed class RestoringTests
{
    [Fact]
    public async Task Run_BringsBackTheNewestStateUnderANewName()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        RestoreReport report = await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));
        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Shop"));
        Assert.Equal([RestoreStepKind.Full, RestoreStepKind.Log, RestoreStepKind.Log, RestoreStepKind.Recover], report.Plan!.Steps.Select(step => step.Kind));
        Assert.Equal(4, report.Steps.Count);
        Assert.NotNull(report.Reached);
        Assert.Empty(Directory.EnumerateFiles(shop.StateFolder));
    }

    [Fact]
    public async Task Plan_TouchesNothing()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        RestoreReport report = await shop.PlanAsync(shop.AsCopy);

        Assert.Equal(RestoreOutcome.Succeeded, report.Outcome);
        Assert.Null(await shop.StateAsync("Copy"));
        Assert.Equal(4, report.Plan!.Steps.Count);
        Assert.All(report.Plan.Steps, step => Assert.Contains("RESTORE", step.Sql, StringComparison.Ordinal));
        Assert.Contains("MOVE", report.Plan.Steps[0].Sql, StringComparison.Ordinal);
        Assert.All(report.Plan.Files, file => Assert.Contains("Copy", file.To, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_BringsBackTheEndOfASet()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        BackupResult log = await shop.Shop.SucceedAsync(shop.Shop.Log);
        await shop.Shop.SellAsync(3);
        await shop.Shop.SucceedAsync(shop.Shop.Log);

        await shop.SucceedAsync(shop.AsCopy with { Moment = RestoredShop.EndOf(log) });

        Assert.Equal("1 2", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_RefusesToOverwriteUnasked()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        RestoreReport report = await shop.RunAsync(shop.AsCopy with { Target = null });

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.DatabaseExists, DatabaseState.Online), (report.Outcome, report.Code, report.TargetState));
        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Shop"));
    }

    [Fact]
    public async Task Run_RefusesToOverwriteALogThatIsInNoBackupWithoutAChoice()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        PosBackupException refusal = await Assert.ThrowsAsync<PosBackupException>(() => shop.RunAsync(shop.Over with { TailLog = null }));

        Assert.Equal(ErrorCode.InvalidOption, refusal.Code);
    }

    [Fact]
    public async Task Run_OverwritesADatabaseInUse()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.SellAsync(5);
        await using var till = await shop.Shop.Server.ConnectAsync("Shop");

        RestoreReport report = await shop.SucceedAsync(shop.Over);

        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Shop"));
        Assert.Equal(RestoreStepKind.TakeOver, report.Plan!.Steps[0].Kind);
        Assert.Equal("MULTI_USER", await shop.Shop.Server.ScalarAsync("SELECT user_access_desc FROM sys.databases WHERE name = N'Shop'"));
    }

    [Fact]
    public async Task Run_TakesTheTailAndBringsItBackWithTheRest()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.SellAsync(5);

        RestoreReport report = await shop.SucceedAsync(shop.Over with { TailLog = TailLogChoice.Take });

        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Shop"));
        Assert.Contains(report.Notes, note => note.Message.Contains("is in", StringComparison.Ordinal) && note.Message.Contains(".trn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LeavesADatabaseWaitingAndGoesOnWhenMoreIsThere()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        RestoreOptions standby = shop.AsCopy with { Finish = RestoreFinish.Standby, StandbyFile = Path.Combine(shop.Shop.Server.BackupFolder, "copy.tuf") };
        await shop.SucceedAsync(standby);
        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));

        await shop.Shop.SellAsync(5);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        RestoreReport second = await shop.SucceedAsync(standby);

        Assert.True(second.Plan!.Continues);
        Assert.Equal(RestoreStepKind.Log, second.Plan.Steps[^1].Kind);
        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Copy"));
        RestoreReport third = await shop.SucceedAsync(standby with { Finish = RestoreFinish.Recover, StandbyFile = null });
        Assert.Equal([RestoreStepKind.Recover], third.Plan!.Steps.Select(step => step.Kind).Where(kind => kind != RestoreStepKind.TakeOver));
        await shop.Shop.Server.ExecuteAsync("INSERT INTO Receipts (Id, Amount) VALUES (6, 60)", "Copy");
    }

    [Fact]
    public async Task Run_SaysWhatIsMissing()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        BackupResult lost = await shop.Shop.SucceedAsync(shop.Shop.Log);
        await shop.Shop.SellAsync(3);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        File.Delete(lost.Files[0].Path);

        RestoreReport report = await shop.RunAsync(shop.AsCopy);

        Assert.Equal((RestoreOutcome.NotRecoverable, ErrorCode.ChainBroken), (report.Outcome, report.Code));
        Assert.True(lost.Set!.FirstLsn <= report.Gap!.MissingFrom);
        Assert.Equal(lost.Set.SetGuid, report.Gap.Culprit!.Set.SetGuid);
        Assert.NotNull(report.Gap.Before);
        Assert.Null(await shop.StateAsync("Copy"));
    }

    [Fact]
    public async Task Run_FindsTheBackupsInTheCatalogWhenNoPlaceIsNamed()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        await shop.SucceedAsync(shop.AsCopy with { From = [] });

        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_FindsTheBackupsInMsdbWhenThereIsNoCatalogEither()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        shop.Shop.Catalog = null;

        await shop.SucceedAsync(shop.AsCopy with { From = [] });

        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));
    }
}
