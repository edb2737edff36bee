using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>The drill command from the command line to the exit code.</summary>
public sealed class DrillCommandTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.TakeAsync(BackupKind.Full);
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task DryRun_TellsWhatIsDueAndRestoresNothing()
    {
        ProgramResult told = (await _shop.DrillAsync("--dry-run")).Exits(0);
        JsonNode plan = (await _shop.DrillAsync("--database", "Shop", "--database", "Shpo", "--dry-run", "--json")).Exits(3).Json();
        (await _shop.DrillAsync("--database", "Shpo", "--dry-run")).Exits(4);

        Assert.Contains("would be drilled: Shop of ", told.Output, StringComparison.Ordinal);
        Assert.Contains("dry run: nothing was restored", told.Output, StringComparison.Ordinal);
        Assert.Equal(["instance", "plannedAt", "drills", "notDue", "notes"], plan.AsObject().Select(field => field.Key));
        JsonNode[] drills = [.. plan["drills"]!.AsArray().Select(drill => drill!)];
        Assert.Equal(["database", "sourceInstance", "store", "places"], drills[0].AsObject().Select(field => field.Key));
        Assert.Equal(["Shop", "Shpo"], drills.Select(drill => Text(drill["database"])));
        Assert.Null(drills[1]["sourceInstance"]);
        Assert.Equal(_shop.Backups, Text(Assert.Single(drills[0]["places"]!.AsArray())));
        Assert.False(Directory.Exists(_shop.Evidence));
        Assert.Null(await _shop.ScalarAsync("master", "SELECT name FROM sys.databases WHERE database_id > 4 AND name <> 'Shop'"));
    }

    [Fact]
    public async Task Drill_PassesWithEvidenceAndHistory()
    {
        string file = await AssertAsync("\"atLeast\": 1");

        ProgramResult drilled = (await _shop.DrillAsync("--assertions", file, "--rto", "1h")).Exits(0);

        Assert.Contains("passed: Shop", drilled.Output, StringComparison.Ordinal);
        Assert.Contains("level L3", drilled.Output, StringComparison.Ordinal);
        Assert.Contains("holds: products: expected at least 1; found 1", drilled.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 drill passed", drilled.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.EnumerateFiles(_shop.Evidence).Count());
        ProgramResult listed = (await _shop.RunAsync(["list", "--drills", .. _shop.Catalog])).Exits(0);
        Assert.Contains("Shop", listed.Output, StringComparison.Ordinal);
        Assert.Contains("1 drill, 1 passed", listed.Output, StringComparison.Ordinal);
        JsonNode row = (await _shop.RunAsync(["list", "--drills", "--json", .. _shop.Catalog])).Exits(0).Json().AsArray()[0]!;
        Assert.Equal(("passed", "L3", "Shop", 3600.0), (Text(row["outcome"]), Text(row["level"]), Text(row["database"]), row["rtoTargetSeconds"]!.GetValue<double>()));
        Assert.True(row["rtoSeconds"]!.GetValue<double>() > 0);
        Assert.True(File.Exists(Text(row["evidence"])));
    }

    [Fact]
    public async Task Drill_SaysThatNoAssertionsWereGiven()
    {
        ProgramResult drilled = (await _shop.DrillAsync()).Exits(0);

        Assert.Contains("level L2", drilled.Output, StringComparison.Ordinal);
        Assert.Contains("no assertions were given", drilled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_FailsByAnAssertionWithExpectedAndFound()
    {
        ProgramResult drilled = (await _shop.DrillAsync("--assertions", await AssertAsync("\"atLeast\": 500"))).Exits(1);

        Assert.Contains("FAILS: products: expected at least 500; found 1", drilled.Output, StringComparison.Ordinal);
        Assert.Contains("error: 'products' should be at least 500, and is 1", drilled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_ExitsWith4WhenTheMomentCannotBeReached()
    {
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);
        string log = Directory.EnumerateFiles(_shop.Backups, "*.trn").Single();
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);
        File.Delete(log);

        JsonNode document = (await _shop.DrillAsync("--json")).Exits(4).Json();

        JsonNode result = document["results"]!.AsArray().Single()!;
        Assert.Equal(("notRecoverable", "none", "chainBroken"), (Text(result["outcome"]), Text(result["level"]), Text(result["code"])));
        Assert.NotNull(result["gap"]);
        Assert.Equal("nothingToDo", Text(result["cleanUp"]!["outcome"]));
    }

    [Fact]
    public async Task Drill_ExitsWith3WhenSomeFailed()
    {
        ProgramResult drilled = (await _shop.DrillAsync("--database", "Shop", "--database", "Warehouse")).Exits(3);

        Assert.Contains("1 of 2 drills passed", drilled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_WritesOneDocument()
    {
        JsonNode document = (await _shop.DrillAsync("--assertions", await AssertAsync("\"equals\": 1"), "--json")).Exits(0).Json();

        JsonNode result = document["results"]!.AsArray().Single()!;
        Assert.Equal(["locate", "plan", "restore", "checkDb", "assertions", "drop"], result["phases"]!.AsArray().Select(phase => Text(phase!["phase"])));
        Assert.Equal(("clean", "removed", "passed"), (Text(result["checkDb"]), Text(result["cleanUp"]!["outcome"]), Text(result["assertions"]![0]!["outcome"])));
        Assert.True(File.Exists(Text(result["evidence"]!["html"])));
    }

    [Theory]
    [InlineData("--seed is for --moment random", "--seed", "1")]
    [InlineData("--window is for --moment random and --moment oldest", "--window", "14d")]
    [InlineData("'9/3' is no rotation", "--rotation", "9/3")]
    [InlineData("master is a system database", "--database", "master")]
    public async Task Drill_RefusesWhatMakesNoSense(string message, params string[] more)
    {
        ProgramResult refused = (await _shop.DrillAsync(more)).Exits(2);

        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_shop.Evidence) && Directory.EnumerateFiles(_shop.Evidence).Any());
    }

    [Fact]
    public async Task Drill_NamesTheMistakesOfAnAssertionFile()
    {
        ProgramResult refused = (await _shop.DrillAsync("--assertions", await AssertAsync("\"atLeats\": 1"))).Exits(1);

        Assert.Contains("atLeats", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_RefusesRestrictionsOnSetsBesideDrills() =>
        Assert.Contains("--drills and --kind exclude each other", (await _shop.RunAsync(["list", "--drills", "--kind", "full", .. _shop.Catalog])).Exits(2).Error, StringComparison.Ordinal);

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task<string> AssertAsync(string expectation)
    {
        string path = Path.Combine(_shop.Backups, "..", "shop.assertions.json");
        await File.WriteAllTextAsync(path, $$"""{ "schema": 1, "assertions": [ { "name": "products", "query": {{JsonSerializer.Serialize("SELECT COUNT(*) FROM Products")}}, {{expectation}} } ] }""");
        return path;
    }
}
