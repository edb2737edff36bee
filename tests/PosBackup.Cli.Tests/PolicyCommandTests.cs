using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PolicyCommandTests() => File.WriteAllText(_folder.File("targets.json"), """{ "schema": 1, "targets": [] }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Policy_SaysWhatEachPlaceKeepsAndWhatToThinkOver()
    {
        await File.WriteAllTextAsync(_folder.File("targets.json"), """{ "schema": 1, "targets": [ { "name": "nas", "kind": "folder", "path": "/mnt/nas" } ] }""");
        await File.WriteAllTextAsync(_folder.File("retention.json"), """
            { "schema": 1, "policy": { "window": "14d", "maximumAge": "7d", "copies": 1, "zone": "UTC" }, "targets": { "nas": { "window": "3d" }, "hq": { } },
              "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "audit", "until": "2020-01-31" } ] }
            """);
        ProgramResult text = (await RunAsync()).Exits(0);
        Assert.Contains("here keeps any minute of the last 14 days, and at least 1 chain; what is older than 7 days goes", text.Output, StringComparison.Ordinal);
        Assert.Contains("nas keeps any minute of the last 3 days, and at least 1 chain; what is older than 7 days goes", text.Output, StringComparison.Ordinal);

        ProgramResult json = (await RunAsync("--json", "--max-age", "none")).Exits(0);
        JsonNode here = json.Json()["places"]![0]!;
        Assert.Null(here["target"]);
        Assert.Null(here["maximumAgeSeconds"]);
        Assert.Equal(14 * 86400, (double)here["windowSeconds"]!);
        Assert.Equal(1, (int)here["copies"]!);
        Assert.Equal("keep asOthers 0.5 UTC", $"{here["foreign"]} {here["copyOnly"]} {here["maximumDelete"]} {here["zone"]}");
        Assert.Collection(
            json.Json()["warnings"]!.AsArray().Select(warning => (string)warning!["message"]!),
            message => Assert.StartsWith("nas: it is to keep less than here (window)", message, StringComparison.Ordinal),
            message => Assert.StartsWith("hq: it has a policy", message, StringComparison.Ordinal),
            message => Assert.StartsWith("the hold on set 5a0c4f0e", message, StringComparison.Ordinal));
        foreach (string part in (string[])["warning: here: the maximum age, 7d, is shorter than the window, 14d", "warning: nas: it is to keep less", "warning: hq: it has a policy", "ended at 2020-02-01"])
            Assert.Contains(part, text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_TellsEveryMistakeOfTheFileAndTheOptionThatIsOutOfRange()
    {
        await File.WriteAllTextAsync(_folder.File("retention.json"), """{ "schema": 1, "policy": { "windw": "14d", "daily": -1 } }""");
        ProgramResult result = (await RunAsync("--json")).Exits(1);
        Assert.Equal("retentionFileInvalid", (string?)result.Json()["error"]!["code"]);
        Assert.Contains("'windw'", result.Error, StringComparison.Ordinal);
        Assert.Contains("'daily'", result.Error, StringComparison.Ordinal);
        Assert.Contains("(--minimum-chains) is 0", (await RunAsync("--minimum-chains", "0")).Exits(2).Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(params string[] line) => TheProgram.RunAsync(["policy", .. line, "--policy", _folder.File("retention.json"), "--targets", _folder.File("targets.json")]);
}
