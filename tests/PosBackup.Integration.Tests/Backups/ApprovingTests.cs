using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>Of what a plan showed, a run takes what was approved.</summary>
public sealed class ApprovingTests
{
    [Fact]
    public async Task Run_BacksUpWhatWasApprovedAndHasNoResultForTheRest()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        BackupOptions all = shop.Full with { Databases = ["*", "Shpo"] };

        BackupPlanReport plan = await new BackupRunner(shop.Catalog).PlanAsync(all with { Approved = new HashSet<string>() }, NullObserver.Instance);
        BackupReport report = await shop.RunAsync(all with { Approved = new HashSet<string> { "Stock" } });

        Assert.Equal(["Shop", "Shpo", "Stock"], plan.Backups.Select(one => one.Database).Order(StringComparer.Ordinal));
        BackupResult result = Assert.Single(report.Results);
        Assert.Equal(("Stock", RunOutcome.Succeeded), (result.Database, result.Outcome));
        Assert.All(shop.Media, file => Assert.StartsWith("Stock_", Path.GetFileName(file), StringComparison.Ordinal));
        Assert.Equal(["Stock"], shop.Catalog!.Runs().Select(run => run.Database));
    }

    [Fact]
    public async Task Run_TakesAnApprovedNameToTheLetter()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Shop*");

        BackupResult result = Assert.Single((await shop.RunAsync(shop.Full with { Databases = ["Shop*"], Approved = new HashSet<string> { "Shop*" } })).Results);

        Assert.Equal(("Shop*", RunOutcome.Succeeded), (result.Database, result.Outcome));
    }

    [Fact]
    public async Task Run_FailsForWhatWasApprovedAndIsGone()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupReport report = await shop.RunAsync(shop.Full with { Databases = ["*"], Approved = new HashSet<string> { "Shop", "Stock" } });

        Assert.Equal([("Shop", ErrorCode.None), ("Stock", ErrorCode.DatabaseNotFound)], report.Results.Select(result => (result.Database, result.Code)));
    }

    [Fact]
    public async Task Run_WithoutAConnectionFailsForWhatWasApproved()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions options = shop.Full with { Databases = ["*"], Approved = new HashSet<string> { "Shop" }, Instance = shop.Server.Options with { User = "nobody" } };

        Assert.Equal([("Shop", ErrorCode.InstanceAccessDenied)], (await shop.RunAsync(options)).Results.Select(result => (result.Database, result.Code)));
    }
}
