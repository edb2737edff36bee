using System.Text.Json;
using PosBackup.Engine.Files;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Drills.Steps;
using PosBackup.Engine.Media;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Steps;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Drills;

/// <summary>What drills leave behind: nothing of theirs, everything of others.</summary>
public sealed class CleaningUpTests
{
    [Theory]
    [InlineData(DrillStep.Journaled, VerificationLevel.None)]
    [InlineData(DrillStep.Restored, VerificationLevel.L2)]
    [InlineData(DrillStep.Checked, VerificationLevel.L2)]
    internal async Task Run_CleansUpWhenItIsCancelled(DrillStep at, VerificationLevel level)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.CreateAsync("Stock");
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = ["Stock"] });
        using var cancellation = new CancellationTokenSource();
        shop.Steps = new AtStep(at, _ => cancellation.CancelAsync());
        string file = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"atLeast\": 1");

        DrillReport report = await shop.RunAsync(shop.Latest with { Databases = ["Shop", "Stock"], AssertionFile = file }, cancellation.Token);

        Assert.Equal([DrillOutcome.Cancelled, DrillOutcome.Cancelled], report.Results.Select(result => result.Outcome));
        Assert.Equal([level, VerificationLevel.None], report.Results.Select(result => result.Evidence.Level));
        Assert.All(report.Results, result => Assert.True(File.Exists(result.Files!.JsonPath)));
        await shop.AssertCleanAsync("Shop", "Stock");
    }

    [Fact]
    public async Task Run_CleansUpWhenItIsCancelledBetweenTwoSets()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        using var cancellation = new CancellationTokenSource();
        shop.RestoreSteps = new AfterFull(() => cancellation.CancelAsync());

        DrillResult result = await shop.DrillAsync(shop.Latest, cancellation.Token);

        Assert.Equal((DrillOutcome.Cancelled, CleanUpOutcome.Removed), (result.Outcome, result.Evidence.CleanUp.Outcome));
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_CleansUpWhenTheDiskIsFull()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        shop.Steps = new AtStep(DrillStep.Journaled, _ =>
        {
            shop.Shop.Server.Instance.Faults.Add(new Fault(FaultKind.DiskFull, Amount: 1000));
            return Task.CompletedTask;
        });

        DrillResult result = await shop.DrillAsync(shop.Latest);

        Assert.Equal((DrillOutcome.Failed, ErrorCode.NoSpace), (result.Outcome, result.Evidence.Code));
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_CleansUpWhenTheConnectionBreaksInTheMiddle()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        shop.Shop.Server.Instance.Faults.Add(new Fault(FaultKind.DropConnection, Amount: 50));

        DrillResult result = await shop.DrillAsync(shop.Latest);

        Assert.Equal(DrillOutcome.Failed, result.Outcome);
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_DropsAScratchDatabaseThatSomebodyIsIn()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        Microsoft.Data.SqlClient.SqlConnection? curious = null;
        shop.Steps = new AtStep(DrillStep.Asserted, async scratch => curious = await shop.Shop.Server.ConnectAsync(scratch));

        await shop.PassAsync(shop.Latest);

        Assert.NotNull(curious);
        await curious.DisposeAsync();
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_SaysThatItCouldNotDropAndKeepsTheJournal()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string file = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"atLeast\": 1");
        shop.Steps = new AtStep(DrillStep.Asserted, async _ => await shop.Shop.Server.Server.DisposeAsync());

        DrillResult result = await shop.DrillAsync(shop.Latest with { AssertionFile = file });

        Assert.Equal((DrillOutcome.Failed, CleanUpOutcome.LeftBehind, VerificationLevel.L3), (result.Outcome, result.Evidence.CleanUp.Outcome, result.Evidence.Level));
        Assert.Contains(result.Evidence.RestoredOn.ScratchDatabase!, result.Evidence.Message, StringComparison.Ordinal);
        Assert.Contains("could not be dropped", await File.ReadAllTextAsync(result.Files!.HtmlPath), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(result.Files.JsonPath));
        Assert.Equal("leftBehind", json.RootElement.GetProperty("cleanUp").GetProperty("outcome").GetString());
        Assert.Single(new DrillJournalStore(shop.StateFolder).Paths());
    }

    [Theory]
    [InlineData(DrillStep.Journaled)]
    [InlineData(DrillStep.Restored)]
    [InlineData(DrillStep.Checked)]
    [InlineData(DrillStep.Asserted)]
    internal async Task Run_RemovesWhatAKilledDrillLeft(DrillStep at)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        using var image = new TempFolder();
        string? left = null;
        shop.Steps = new AtStep(at, scratch =>
        {
            left = scratch;
            foreach (string journal in Directory.EnumerateFiles(shop.StateFolder, "*.json"))
                File.Copy(journal, image.File(Path.GetFileName(journal)));

            return Task.CompletedTask;
        });
        await shop.PassAsync(shop.Latest);
        foreach (string journal in Directory.EnumerateFiles(image.Path))
            File.Copy(journal, Path.Combine(shop.StateFolder, Path.GetFileName(journal)));
        if (at > DrillStep.Journaled)
            await shop.LeaveAsync(isJournaled: false, left);
        shop.Steps = NoDrillStepObserver.Instance;

        DrillReport report = await shop.RunAsync(shop.Latest);

        string[] removed = at > DrillStep.Journaled ? [left!] : [];
        Assert.Equal(removed, report.LeftOversRemoved);
        Assert.Equal(removed, Assert.Single(report.Results).Evidence.CleanUp.LeftOversRemoved);
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_RemovesAScratchDatabaseThatWasLeftRestoring()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        string media = (await shop.Shop.SucceedAsync(shop.Shop.Full)).Files[0].Path;
        string scratch = ScratchName.New(TimeProvider.System.GetUtcNow()).ToString();
        RestoreReport half = await new RestoreRunner(shop.Shop.Catalog, shop.StateFolder).RunAsync(
            new RestoreOptions { Instance = shop.Shop.Server.Options, Database = "Shop", Target = scratch, From = [media], Finish = RestoreFinish.NoRecovery }, Engine.Progress.NullObserver.Instance);
        Assert.Equal(RestoreOutcome.Succeeded, half.Outcome);
        await shop.JournalAsync(scratch);

        Assert.Equal([scratch], (await shop.RunAsync(shop.Latest)).LeftOversRemoved);

        await shop.AssertCleanAsync();
    }

    [Theory]
    [InlineData("PosBackupDrill_20260301040000_1F2E3D4C")]
    [InlineData("posbackupdrill_20260301040000_1f2e3d4c")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4c_2")]
    [InlineData("PosBackupDrill_20261301040000_1f2e3d4c")]
    [InlineData("PosBackupDrill_keep")]
    public async Task Run_NeverDropsADatabaseOfANearName(string name)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.LeaveAsync(name: name);

        DrillReport report = await shop.RunAsync(shop.Latest);

        Assert.Empty(report.LeftOversRemoved);
        Assert.Contains(report.Notes, note => note.Message.Contains(name, StringComparison.Ordinal));
        Assert.Contains(name, await shop.DatabasesAsync());
    }

    [Fact]
    public async Task Run_NeverDropsADatabaseWhoseNameDiffersFromTheJournalInCase()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.LeaveAsync(isJournaled: false, "posbackupdrill_20260301040000_1f2e3d4c");
        await shop.JournalAsync("PosBackupDrill_20260301040000_1f2e3d4c");

        Assert.Empty((await shop.RunAsync(shop.Latest)).LeftOversRemoved);

        Assert.Contains("posbackupdrill_20260301040000_1f2e3d4c", await shop.DatabasesAsync());
    }

    [Fact]
    public async Task Run_NeverDropsAScratchDatabaseThatNoJournalTellsOf()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string name = await shop.LeaveAsync(isJournaled: false);

        Assert.Empty((await shop.RunAsync(shop.Latest)).LeftOversRemoved);

        Assert.Contains(name, await shop.DatabasesAsync());
    }

    [Fact]
    public async Task Run_NeverDropsTheScratchDatabaseOfADrillThatLives()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string name = await shop.LeaveAsync();
        using FolderLock alive = new DrillJournalStore(shop.StateFolder).Lock((await shop.JournalOfAsync(name)).Instance, name);

        Assert.Empty((await shop.RunAsync(shop.Latest)).LeftOversRemoved);

        Assert.Contains(name, await shop.DatabasesAsync());
    }

    [Fact]
    public async Task Run_NeverDropsByAJournalOfAnotherInstance()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string name = await shop.LeaveAsync(isJournaled: false);
        await shop.JournalAsync(name, "ELSEWHERE");

        Assert.Empty((await shop.RunAsync(shop.Latest)).LeftOversRemoved);

        Assert.Contains(name, await shop.DatabasesAsync());
        Assert.Single(new DrillJournalStore(shop.StateFolder).Paths());
    }

    [Fact]
    public async Task Run_NeverOverwritesAFileThatIsInTheWay()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string? precious = null;
        shop.Steps = new AtStep(DrillStep.Journaled, async scratch =>
        {
            precious = Path.Combine(shop.Shop.Server.Instance.Identity.DefaultDataPath, $"{scratch}.mdf");
            await File.WriteAllTextAsync(precious, "precious");
        });

        DrillResult result = await shop.DrillAsync(shop.Latest);

        Assert.Equal(DrillOutcome.Passed, result.Outcome);
        Assert.Equal("precious", await File.ReadAllTextAsync(precious!));
        Assert.Equal(["Shop"], await shop.DatabasesAsync());
        Assert.Empty(Directory.EnumerateFiles(shop.StateFolder));
    }

    [Fact]
    public async Task Run_NeverDropsADatabaseThatTookItsNameFirst()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string? taken = null;
        shop.Steps = new AtStep(DrillStep.Journaled, async scratch => taken = await shop.LeaveAsync(isJournaled: false, scratch));

        DrillResult result = await shop.DrillAsync(shop.Latest);

        Assert.Equal((DrillOutcome.Failed, ErrorCode.DatabaseExists), (result.Outcome, result.Evidence.Code));
        Assert.Contains(taken, await shop.DatabasesAsync());
        Assert.Empty((await shop.RunAsync(shop.Latest)).LeftOversRemoved);
    }

    [Fact]
    public async Task Run_DoesNotBeginWithoutAPlaceForEvidence()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string inTheWay = Path.Combine(shop.Shop.Folder, "evidence");
        await File.WriteAllTextAsync(inTheWay, "");

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => shop.RunAsync(shop.Latest with { EvidenceFolder = inTheWay }));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Equal(["Shop"], await shop.DatabasesAsync());
    }

    private sealed class AfterFull(Func<Task> work) : IRestoreStepObserver
    {
        public Task BeginsAsync(RestoreStep step) => Task.CompletedTask;

        public Task DoneAsync(RestoreStep step) => step.Kind == RestoreStepKind.Full ? work() : Task.CompletedTask;
    }
}
