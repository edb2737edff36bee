using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests;

public sealed class BackupCommandTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Json_HasTheShapeThatIsWrittenDown()
    {
        JsonNode report = (await shop.BackUpAsync("--database", "Shop", "--json")).Exits(0).Json();
        Assert.Equal(["runId", "instance", "startedAt", "finishedAt", "cancelled", "results", "healed", "preflight"], report.AsObject().Select(field => field.Key));
        JsonNode result = Assert.Single(report["results"]!.AsArray())!;
        Assert.Equal(
            [
                "database", "outcome", "code", "message", "hint", "requestedKind", "promotions", "mode", "rollOver", "notes", "takenKind", "appended", "set", "files",
                "compressed", "verification", "verifiedOnInstance", "startedAt", "finishedAt", "backupSeconds", "verifySeconds", "bytes", "bytesPerSecond",
                "messages",
            ],
            result.AsObject().Select(field => field.Key));
        Assert.Equal(
            ("Shop", "succeeded", "none", "full", "L1", "intact"),
            (Text(result["database"]), Text(result["outcome"]), Text(result["code"]), Text(result["takenKind"]), Text(result["verification"]!["level"]), Text(result["verification"]!["verdict"])));
    }

    [Fact]
    public async Task ABackup_IsInspectedListedAndVerifiedAsTheSetItReported()
    {
        JsonNode result = (await shop.BackUpAsync("--database", "Shop", "--json")).Exits(0).Json()["results"]![0]!;
        string file = Text(result["files"]![0]!["file"]);
        string setGuid = Text(result["set"]!["setGuid"]);

        JsonNode inspected = (await shop.RunAsync(["inspect", file, "--json"])).Exits(0).Json()[0]!;
        Assert.Equal(setGuid, Text(inspected["sets"]![0]!["setGuid"]));
        JsonNode verified = (await shop.RunAsync(["verify", file, "--json", .. shop.Catalog])).Exits(0).Json()[0]!;
        Assert.Equal(Text(result["files"]![0]!["sha256"]), Text(verified["sha256"]));
        JsonArray listed = (await shop.RunAsync(["list", "--json", .. shop.Catalog])).Exits(0).Json().AsArray();
        JsonNode entry = listed.Single(one => Text(one!["set"]!["setGuid"]) == setGuid)!;
        Assert.Equal((file, "present", "intact"), (Text(entry["file"]), Text(entry["presence"]), Text(entry["proofs"]![0]!["verdict"])));
        JsonArray runs = (await shop.RunAsync(["list", "--runs", "--json", .. shop.Catalog])).Exits(0).Json().AsArray();
        Assert.Contains(runs, run => Text(run!["setGuid"]) == setGuid && Text(run["outcome"]) == "succeeded");
    }

    [Fact]
    public async Task Text_TellsWhatWasTakenAndHowItWasVerified()
    {
        ProgramResult result = (await shop.BackUpAsync("--database", "Shop", "--copy-only")).Exits(0);
        Assert.Contains("succeeded: Shop, full", result.Output, StringComparison.Ordinal);
        Assert.Contains("verified: intact (L1)", result.Output, StringComparison.Ordinal);
        Assert.Contains(shop.Backups, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_HasTheShapeThatIsWrittenDownAndWritesNothing()
    {
        string[] before = Directory.GetFileSystemEntries(shop.Backups);
        JsonNode plan = (await shop.BackUpAsync("--database", "Shop", "--dry-run", "--json")).Exits(0).Json();
        Assert.Equal(["instance", "plannedAt", "backups", "preflight"], plan.AsObject().Select(field => field.Key));
        JsonNode planned = Assert.Single(plan["backups"]!.AsArray())!;
        Assert.Equal(
            [
                "database", "outcome", "code", "message", "hint", "requestedKind", "promotions", "mode", "rollOver", "notes", "plannedKind", "placing", "appended", "replaces", "files",
                "compressed", "encrypted", "estimatedBytes", "isCeiling",
            ],
            planned.AsObject().Select(field => field.Key));
        Assert.Equal(("Shop", "succeeded", "full", "new"), (Text(planned["database"]), Text(planned["outcome"]), Text(planned["plannedKind"]), Text(planned["placing"])));
        Assert.Equal(before, Directory.GetFileSystemEntries(shop.Backups));
    }

    [Fact]
    public async Task DryRun_TellsAPersonWhatWouldBeTakenAndWhatWouldFail()
    {
        ProgramResult result = (await shop.BackUpAsync("--database", "Shop", "--database", "Shpo", "--dry-run")).Exits(3);
        Assert.Contains("would be taken: Shop, full, about ", result.Output, StringComparison.Ordinal);
        Assert.Contains($"to the new file {Path.Combine(shop.Backups, "Shop_full_*.bak")}", result.Output, StringComparison.Ordinal);
        Assert.Contains("would fail: Shpo, full: databaseNotFound", result.Output, StringComparison.Ordinal);
        Assert.Contains("dry run: nothing was written", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("error: Shpo", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatMatchesNothing_Fails()
    {
        ProgramResult result = (await shop.BackUpAsync("--database", "Shpo", "--json")).Exits(1);
        JsonNode one = Assert.Single(result.Json()["results"]!.AsArray())!;
        Assert.Equal(("Shpo", "failed", "databaseNotFound"), (Text(one["database"]), Text(one["outcome"]), Text(one["code"])));
        Assert.StartsWith("error: Shpo", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneOfTwoMissing_ExitsWith3AndStillBacksUpTheOther()
    {
        JsonArray results = (await shop.BackUpAsync("--database", "Shop", "--database", "Shpo", "--json")).Exits(3).Json()["results"]!.AsArray();
        Assert.Equal(["Shop succeeded", "Shpo failed"], results.Select(one => $"{Text(one!["database"])} {Text(one["outcome"])}"));
    }

    [Fact]
    public async Task Check_PassesAndLeavesNothingBehind()
    {
        string empty = Directory.CreateDirectory(Path.Combine(shop.Backups, "empty")).FullName;
        ProgramResult result = (await shop.RunAsync(["check", .. shop.Instance, "--database", "Shop", "--folder", empty, "--json"])).Exits(0);
        JsonNode report = result.Json();
        Assert.Equal(
            ["passed", "instance", "edition", "version", "serviceAccount", "isServiceAccountGuessed", "folder", "isLocal", "filesVisible", "canCompress", "freeBytes", "checks"],
            report.AsObject().Select(field => field.Key));
        Assert.All(report["checks"]!.AsArray(), check => Assert.Equal(["subject", "outcome", "code", "message", "hint"], check!.AsObject().Select(field => field.Key)));
        Assert.True(report["passed"]!.GetValue<bool>());
        Assert.Empty(Directory.GetFileSystemEntries(empty));
    }

    [Fact]
    public async Task Check_FailsOnAFolderThatIsNotThere()
    {
        ProgramResult result = (await shop.RunAsync(["check", .. shop.Instance, "--database", "Shop", "--folder", Path.Combine(shop.Backups, "gone")])).Exits(1);
        Assert.Contains("a backup would fail", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongPassword_IsAFailureOfEveryDatabaseAndIsRecorded()
    {
        ProgramResult result = await TheProgram.RunAsync(
            ["backup", .. shop.Instance, .. shop.Catalog, "--database", "Shop", "--database", "Till*", "--json"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["POSBACKUP_SQL_PASSWORD"] = "Wr0ngOne" });
        Assert.Equal(
            ["Shop failed instanceAccessDenied", "Till* failed instanceAccessDenied"],
            result.Exits(1).Json()["results"]!.AsArray().Select(one => $"{Text(one!["database"])} {Text(one["outcome"])} {Text(one["code"])}"));
        Assert.DoesNotContain("Wr0ngOne", result.Output + result.Error, StringComparison.Ordinal);

        JsonArray runs = (await shop.RunAsync(["list", "--runs", "--json", .. shop.Catalog])).Exits(0).Json().AsArray();
        Assert.Contains(runs, run => Text(run!["database"]) == "Till*" && Text(run["code"]) == "instanceAccessDenied" && Text(run["instance"]) == shop.Instance[1]);
    }

    [Fact]
    public async Task ThePasswordFile_IsTakenBeforeTheEnvironment()
    {
        string file = Path.Combine(Path.GetDirectoryName(shop.Backups)!, "password.txt");
        await File.WriteAllTextAsync(file, "not the password\n");
        ProgramResult result = (await shop.RunAsync(["check", .. shop.Instance, "--password-file", file, "--database", "Shop", "--json"])).Exits(1);
        Assert.Equal("instanceAccessDenied", Text(result.Json()["error"]!["code"]));
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "null";
}
