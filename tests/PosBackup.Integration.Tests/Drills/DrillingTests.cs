using System.Globalization;
using System.Text.Json;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Drills;

/// <summary>Drills from options to evidence.</summary>
public sealed class DrillingTests
{
    [Fact]
    public async Task Run_ProvesTheLatestMomentWithAssertionsAndDropsWhatItMade()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await BackUpTwiceAsync(shop);
        string file = await shop.AssertionAsync("SELECT MAX(Id) FROM Receipts", "\"atLeast\": 2");

        DrillResult result = await shop.PassAsync(shop.Latest with { AssertionFile = file, RtoTarget = TimeSpan.FromHours(1) });

        DrillEvidence evidence = result.Evidence;
        Assert.Equal((VerificationLevel.L3, CheckDbOutcome.Clean, CleanUpOutcome.Removed), (evidence.Level, evidence.CheckDb.Outcome, evidence.CleanUp.Outcome));
        Assert.Equal([BackupKind.Full, BackupKind.Log], evidence.Sets.Select(set => set.Kind));
        Assert.All(evidence.Sets.SelectMany(set => set.Files), one => Assert.Equal(Hash(one.Path), one.Sha256));
        Assert.Equal(
            [DrillPhase.Locate, DrillPhase.Plan, DrillPhase.Restore, DrillPhase.CheckDb, DrillPhase.Assertions, DrillPhase.Drop],
            evidence.Phases.Select(phase => phase.Phase));
        Assert.Equal((AssertionOutcome.Passed, "2"), (evidence.Assertions[0].Outcome, evidence.Assertions[0].Found));
        Assert.True(evidence.Rto.IsMet);
        Assert.True(ScratchName.TryParse(evidence.RestoredOn.ScratchDatabase, out _));
        Assert.NotNull(evidence.Moment.Reached);
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_WithoutAssertionsSaysSoAndProvesLevel2()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);

        DrillResult result = await shop.PassAsync(shop.Latest);

        Assert.Equal(VerificationLevel.L2, result.Evidence.Level);
        Assert.Contains("no assertions were given", await File.ReadAllTextAsync(result.Files!.HtmlPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailsByAnAssertionWithExpectedAndFound()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string file = await shop.AssertionAsync("SELECT MAX(Id) FROM Receipts", "\"atLeast\": 100");

        DrillResult result = await shop.DrillAsync(shop.Latest with { AssertionFile = file });

        Assert.Equal((DrillOutcome.Failed, ErrorCode.AssertionFailed, VerificationLevel.L2), (result.Outcome, result.Evidence.Code, result.Evidence.Level));
        Assert.Equal("'receipts' should be at least 100, and is 1", result.Evidence.Message);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(result.Files!.JsonPath));
        JsonElement assertion = json.RootElement.GetProperty("assertions")[0];
        Assert.Equal(("at least 100", "1", "failed"), (assertion.GetProperty("expected").GetString(), assertion.GetProperty("found").GetString(), assertion.GetProperty("outcome").GetString()));
        Assert.Contains("at least 100", await File.ReadAllTextAsync(result.Files.HtmlPath), StringComparison.Ordinal);
        await shop.AssertCleanAsync();
    }

    [Theory]
    [InlineData("SELECT 1 FROM NoSuchTable", "Invalid object name")]
    [InlineData("SELECT Id, Amount FROM Receipts", "gives 2 columns")]
    [InlineData("SELECT 1 UNION ALL SELECT 2", "gives more than one row")]
    public async Task Run_CallsAQueryThatGivesNoValueABrokenAssertion(string query, string why)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);

        DrillResult result = await shop.DrillAsync(shop.Latest with { AssertionFile = await shop.AssertionAsync(query, "\"equals\": 1") });

        Assert.Equal((DrillOutcome.Failed, ErrorCode.AssertionFailed), (result.Outcome, result.Evidence.Code));
        Assert.Contains(why, result.Evidence.Assertions[0].Reason, StringComparison.Ordinal);
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_LetsNoAssertionWrite()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        string file = await shop.AssertionAsync("DELETE FROM Receipts; SELECT COUNT(*) FROM Receipts", "\"equals\": 0");

        await shop.PassAsync(shop.Latest with { AssertionFile = file });

        Assert.Equal(1, Convert.ToInt32(await shop.Shop.Server.ScalarAsync("SELECT COUNT(*) FROM Receipts", "Shop"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Run_ComparesWithTheLastDrillOfTheSameDatabase()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        DrillOptions options = shop.Latest with { AssertionFile = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"notLowerThanLastDrill\": true") };
        DrillResult first = await shop.PassAsync(options);
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        DrillResult second = await shop.PassAsync(options);
        await shop.Shop.Server.ExecuteAsync("DELETE FROM Receipts", "Shop");
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        DrillResult third = await shop.DrillAsync(options);

        Assert.Equal((AssertionOutcome.NotEvaluated, VerificationLevel.L2), (first.Evidence.Assertions[0].Outcome, first.Evidence.Level));
        Assert.Equal((AssertionOutcome.Passed, VerificationLevel.L3), (second.Evidence.Assertions[0].Outcome, second.Evidence.Level));
        Assert.Equal("'receipts' should be not lower than in the last drill (2), and is 0", third.Evidence.Message);
    }

    [Fact]
    public async Task Run_FindsADamagedPageWithCheckDb()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        shop.Steps = new AtStep(Engine.Drills.Steps.DrillStep.Restored, scratch =>
        {
            shop.Shop.Server.Instance.Faults.Add(new Fault(FaultKind.DamagedPage, scratch, Amount: 20));
            return Task.CompletedTask;
        });

        DrillResult result = await shop.DrillAsync(shop.Latest with { AssertionFile = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"atLeast\": 1") });

        Assert.Equal((DrillOutcome.Failed, ErrorCode.DatabaseDamaged, CheckDbOutcome.Errors), (result.Outcome, result.Evidence.Code, result.Evidence.CheckDb.Outcome));
        Assert.Equal(VerificationLevel.L2, result.Evidence.Level);
        Assert.NotEmpty(result.Evidence.CheckDb.Messages);
        Assert.DoesNotContain(ProofsOf(shop), proof => proof.Level >= VerificationLevel.L2);
        await shop.AssertCleanAsync();
    }

    [Fact]
    public async Task Run_TellsWhichLogIsMissing()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        string missing = (await shop.Shop.SucceedAsync(shop.Shop.Log)).Files[0].Path;
        await shop.Shop.SellAsync(3);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        File.Delete(missing);

        DrillResult result = await shop.DrillAsync(shop.Latest);

        Assert.Equal((DrillOutcome.NotRecoverable, ErrorCode.ChainBroken, VerificationLevel.None), (result.Outcome, result.Evidence.Code, result.Evidence.Level));
        Assert.Equal(CleanUpOutcome.NothingToDo, result.Evidence.CleanUp.Outcome);
        Assert.NotNull(result.Gap);
        Assert.Equal(DrillOutcome.NotRecoverable, Assert.Single(shop.Shop.Catalog!.Drills()).Outcome);
        await shop.AssertCleanAsync();
    }

    [Theory]
    [InlineData("Warehouse")]
    [InlineData("Ware*")]
    public async Task Run_GivesAResultToADatabaseThatHasNoBackup(string name)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);

        DrillReport report = await shop.RunAsync(shop.Latest with { Databases = ["Shop", name] });

        Assert.Equal([DrillOutcome.Passed, DrillOutcome.NotRecoverable], report.Results.Select(result => result.Outcome));
        Assert.Equal(GapReason.NoSets, report.Results[1].Gap!.Reason);
    }

    [Theory]
    [InlineData("Läden]'; DROP DATABASE [Shop];--")]
    [InlineData("店铺 \"1\"")]
    [InlineData("../../etc")]
    public async Task Run_DrillsDatabasesOfHostileNames(string name)
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.CreateAsync(name);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = [name] });

        DrillResult result = await shop.PassAsync(shop.Latest with { Databases = [name] });

        Assert.Equal(name, result.Evidence.Database.Name);
        await shop.AssertCleanAsync([.. new[] { name, "Shop" }.Order(StringComparer.OrdinalIgnoreCase)]);
    }

    [Fact]
    public async Task Run_DrillsEveryDatabaseOfTheFolderByItself()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.CreateAsync("Stock");
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = ["Stock"] });
        string file = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"atMost\": 1, \"databases\": [\"Sto*\"]");
        await shop.Shop.SellAsync(2);

        DrillReport report = await shop.RunAsync(shop.Latest with { Databases = ["*"], AssertionFile = file });

        Assert.Equal([("Shop", VerificationLevel.L2), ("Stock", VerificationLevel.L3)], report.Results.Select(result => (result.Evidence.Database.Name, result.Evidence.Level)));
        await shop.AssertCleanAsync("Shop", "Stock");
    }

    [Fact]
    public async Task Run_TakesEachDatabaseInExactlyOneShareOfTheRotation()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.CreateAsync("Stock");
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = ["Stock"] });

        var drilled = new List<string>();
        for (int share = 1; share <= 3; share++)
        {
            DrillReport report = await shop.RunAsync(shop.Latest with { Databases = ["*"], Rotation = DrillRotation.Parse(string.Create(CultureInfo.InvariantCulture, $"{share}/3")) });
            Assert.Equal(2, report.Results.Count + report.NotDue);
            drilled.AddRange(report.Results.Select(result => result.Evidence.Database.Name));
        }

        Assert.Equal(["Shop", "Stock"], drilled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_RestoresTheSameRandomMomentForTheSameSeed()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await BackUpTwiceAsync(shop);
        DrillOptions options = shop.Latest with { Moment = DrillMoment.Random, Window = TimeSpan.FromDays(1), Seed = 42 };

        DrilledMoment first = (await shop.PassAsync(options)).Evidence.Moment;
        DrilledMoment second = (await shop.PassAsync(options)).Evidence.Moment;

        Assert.Equal((DrillMoment.Random, 42L), (first.Choice, first.Seed));
        Assert.Equal(first, second);
        Assert.Equal(first.Asked!.Value.UtcDateTime, first.Reached!.Value.UtcDateTime);
    }

    [Fact]
    public async Task Run_RestoresTheOldestMoment()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await BackUpTwiceAsync(shop);

        DrillResult result = await shop.PassAsync(shop.Latest with { Moment = DrillMoment.Oldest, AssertionFile = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"equals\": 1") });

        Assert.NotNull(result.Evidence.Moment.Asked);
    }

    [Fact]
    public async Task Run_TellsWhenNothingWithinTheWindowCanBeReached()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);

        DrillResult result = await shop.DrillAsync(shop.Latest with { Moment = DrillMoment.Oldest, Window = TimeSpan.FromTicks(1) });

        Assert.Equal(DrillOutcome.NotRecoverable, result.Outcome);
        Assert.Contains("since", result.Evidence.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TakesWhatTheCatalogExpectsWhenNoSourceIsNamed()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await BackUpTwiceAsync(shop);

        DrillResult result = await shop.PassAsync(shop.Latest with { From = [], Databases = ["*"] });

        Assert.Equal("Shop", result.Evidence.Database.Name);
    }

    [Fact]
    public async Task Run_KeepsHistoryAndProofs()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await BackUpTwiceAsync(shop);

        DrillResult result = await shop.PassAsync(shop.Latest with { AssertionFile = await shop.AssertionAsync("SELECT COUNT(*) FROM Receipts", "\"equals\": 2") });

        RecordedDrill recorded = Assert.Single(shop.Shop.Catalog!.Drills());
        Assert.Equal((result.Evidence.DrillId, DrillOutcome.Passed, result.Files!.JsonPath), (recorded.DrillId, recorded.Outcome, recorded.EvidencePath));
        Assert.Equal(new NumberValue(2), Assert.Single(recorded.Assertions).Value);
        Assert.NotNull(recorded.RtoSeconds);
        foreach (string media in shop.Shop.Media)
        {
            Proof proof = (await ManifestStore.ReadAsync(media))!.LatestProof()!;
            Assert.Equal((VerificationLevel.L3, Verdict.Intact, result.Evidence.RestoredOn.Name), (proof.Level, proof.Verdict, proof.Instance));
        }

        Assert.Equal(2, ProofsOf(shop).Count(proof => proof.Level == VerificationLevel.L3));
    }

    [Fact]
    public async Task Run_ProvesNoFileOfWhichItRestoredOnlyAPart()
    {
        await using DrilledShop shop = await DrilledShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Mode = Engine.Backups.BackupMode.Append });
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Mode = Engine.Backups.BackupMode.Append });
        Assert.Single(shop.Shop.Media);

        await shop.PassAsync(shop.Latest);

        Assert.DoesNotContain(ProofsOf(shop), proof => proof.Level >= VerificationLevel.L2);
    }

    private static IEnumerable<Proof> ProofsOf(DrilledShop shop) => shop.Shop.Catalog!.List().SelectMany(entry => entry.Manifest.Proofs);

    private static string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>A full with receipt 1, a log with receipt 2.</summary>
    private static async Task BackUpTwiceAsync(DrilledShop shop)
    {
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
    }
}
