using System.Globalization;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Tests.Support;
using PosBackup.Integration.Tests.Backups;

namespace PosBackup.Integration.Tests.Drills;

/// <summary>What a run of drills would take, what of it a person approved, and who hears of it.</summary>
public sealed class PlannedDrillsTests
{
    [Fact]
    public async Task Plan_TellsWhatIsDueAndTouchesNothing()
    {
        await using DrilledShop shop = await TwoAsync();
        string left = await shop.LeaveAsync();

        DrillPlanReport plan = await PlanAsync(shop, shop.Latest with { Databases = ["*", "Shpo"] });

        string instance = plan.Drills[0].SourceInstance!;
        Assert.Equal([("Shop", instance), ("Stock", instance), ("Shpo", null)], plan.Drills.Select(drill => (drill.Database, drill.SourceInstance)));
        Assert.All(plan.Drills, drill => Assert.Equal([shop.Shop.Folder], drill.Places));
        Assert.Equal(0, plan.NotDue);
        Assert.Contains(left, await shop.DatabasesAsync());
        Assert.False(Directory.Exists(shop.EvidenceFolder));
        Assert.Empty(shop.Shop.Catalog!.Drills());
    }

    [Fact]
    public async Task Plan_LeavesOutOtherSharesAndIsWhatTheRunThenDoes()
    {
        await using DrilledShop shop = await TwoAsync();
        for (int share = 1; share <= 2; share++)
        {
            DrillOptions options = shop.Latest with { Databases = ["*"], Rotation = DrillRotation.Parse(string.Create(CultureInfo.InvariantCulture, $"{share}/2")) };

            DrillPlanReport plan = await PlanAsync(shop, options);
            DrillReport report = await shop.RunAsync(options);

            Assert.Equal(report.Results.Select(result => result.Evidence.Database.Name), plan.Drills.Select(drill => drill.Database));
            Assert.Equal((report.NotDue, 2), (plan.NotDue, plan.NotDue + plan.Drills.Count));
        }
    }

    [Fact]
    public async Task Run_DrillsWhatWasApprovedAndTellsTheRest()
    {
        await using DrilledShop shop = await TwoAsync();
        DrillOptions options = shop.Latest with { Databases = ["*"] };
        string instance = (await PlanAsync(shop, options)).Drills[0].SourceInstance!;

        DrillReport report = await shop.RunAsync(options with { Approved = new HashSet<ApprovedDrill> { new("Stock", instance), new("Depot", instance) } });

        Assert.Equal(["Stock"], report.Results.Select(result => result.Evidence.Database.Name));
        Assert.Equal(1, report.NotApproved);
        Assert.Contains(report.Notes, note => note.Message.Contains("Depot", StringComparison.Ordinal));
        Assert.Equal(["Stock"], shop.Shop.Catalog!.Drills().Select(drill => drill.Database));
        await shop.AssertCleanAsync("Shop", "Stock");
    }

    [Fact]
    public async Task Run_TellsEachResult()
    {
        await using DrilledShop shop = await TwoAsync();
        var heard = new Heard<DrillResult>();

        DrillReport report = await new DrillRunner(shop.Shop.Catalog, shop.StateFolder) { Results = heard }.RunAsync(shop.Latest with { Databases = ["*"] }, NullObserver.Instance);

        Assert.Equal(2, heard.Count);
        Assert.Equal(report.Results, heard);
    }

    private static Task<DrillPlanReport> PlanAsync(DrilledShop shop, DrillOptions options) => new DrillRunner(shop.Shop.Catalog, shop.StateFolder).PlanAsync(options, NullObserver.Instance);

    private static async Task<DrilledShop> TwoAsync()
    {
        DrilledShop shop = await DrilledShop.OpenAsync();
        BackedUpShop backedUp = shop.Shop;
        await backedUp.CreateAsync("Stock");
        await backedUp.SucceedAsync(backedUp.Full);
        await backedUp.SucceedAsync(backedUp.Full with { Databases = ["Stock"] });
        return shop;
    }
}
