using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers.Staging;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Cli.Tests;

/// <summary>A store that burnt down: backups are shipped, all that was local is gone, and what is on the target brings it back.</summary>
public sealed class FromTargetTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    private string Folder => Path.GetDirectoryName(_shop.Backups)!;

    private string Target => Path.Combine(Folder, "target");

    private string Staging => Path.Combine(Folder, "staging");

    private string[] Targets => ["--targets", Path.Combine(Folder, "targets.json")];

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        Directory.CreateDirectory(Target);
        string path = JsonSerializer.Serialize(Target);
        await File.WriteAllTextAsync(Targets[1], $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "hq", "kind": "folder", "path": {{path}} }, { "name": "gone", "kind": "folder", "path": {{JsonSerializer.Serialize(Path.Combine(Target, "no", "such"))}} } ] }""");
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Restore_BringsBackAMomentWhenNothingIsLeftHere()
    {
        string to = await BurnDownAsync();

        ProgramResult restored = (await RestoreAsync("--to", to)).Exits(0);

        Assert.Equal(3, await CountAsync("Shop_back"));
        Assert.Contains("proven by their SHA-256", restored.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded: Shop as Shop_back", restored.Output, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Restore_SaysBeforehandWhatItWouldFetch()
    {
        await BurnDownAsync();

        ProgramResult told = (await RestoreAsync("--to", "latest", "--dry-run")).Exits(0);
        JsonNode document = (await RestoreAsync("--to", "latest", "--dry-run", "--json")).Exits(0).Json();

        Assert.Contains("nothing was fetched", told.Output, StringComparison.Ordinal);
        Assert.Contains("3 files", told.Output, StringComparison.Ordinal);
        Assert.True(document["dryRun"]!.GetValue<bool>());
        Assert.Equal(["full", "log", "log", "recover"], document["plan"]!["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>()));
        Assert.Contains("RESTORE DATABASE [Shop_back]", told.Output, StringComparison.Ordinal);
        Assert.Contains(Staging, document["plan"]!["steps"]![0]!["sql"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Staging));
    }

    [Fact]
    public async Task Restore_FetchesNothingWhereTheNameIsTaken()
    {
        await BurnDownAsync();
        await _shop.ExecuteAsync("master", "CREATE DATABASE [Shop_back]");

        ProgramResult planned = (await RestoreAsync("--to", "latest", "--dry-run")).Exits(1);
        ProgramResult refused = (await RestoreAsync("--to", "latest")).Exits(1);

        Assert.Contains("there is a database Shop_back already", planned.Error, StringComparison.Ordinal);
        Assert.Contains("there is a database Shop_back already", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Staging));
    }

    /// <summary>As those of encrypted backups are: what HEADERONLY tells has no files of the database.</summary>
    [Fact]
    public async Task Restore_FetchesWhatManifestsListNoFilesOf()
    {
        await BurnDownAsync();
        await UnlistFilesAsync();

        ProgramResult planned = (await RestoreAsync("--to", "latest", "--dry-run")).Exits(0);
        JsonNode document = (await RestoreAsync("--to", "latest", "--dry-run", "--json")).Exits(0).Json();
        Assert.Contains("once the backups are here", planned.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was fetched", planned.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is online", planned.Output, StringComparison.Ordinal);
        Assert.Null(document["plan"]);
        Assert.Contains("list no files", document["notes"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Staging));

        ProgramResult restored = (await RestoreAsync("--to", "latest")).Exits(0);

        Assert.Contains("succeeded: Shop as Shop_back", restored.Output, StringComparison.Ordinal);
        Assert.Equal(4, await CountAsync("Shop_back"));
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Restore_TellsOnceOfATargetThatCouldNotBeLookedAt()
    {
        await BurnDownAsync();
        await _shop.ExecuteAsync("master", "CREATE DATABASE [Shop_back]");

        ProgramResult refused = (await RestoreAsync("--to", "latest", "--from-target", "gone")).Exits(1);

        Assert.Single((refused.Output + refused.Error).Split('\n'), line => line.Contains("not looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_DoesNotSayThatNothingWasFetchedWhereFilesWere()
    {
        await BurnDownAsync();
        await RotAsync();

        ProgramResult refused = (await RestoreAsync("--to", "latest")).Exits(1);

        Assert.Contains("2 of 3 files are here", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was fetched", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_KeepsWhatWasFetchedWhileTheSameCommandCanGoOn()
    {
        await BurnDownAsync();
        _shop.Faults.Add(new Fault(FaultKind.DropConnection, "Shop_back", 50));

        ProgramResult refused = (await RestoreAsync("--to", "latest")).Exits(1);
        int kept = Left().Length;
        ProgramResult restored = (await RestoreAsync("--to", "latest")).Exits(0);

        Assert.Contains("what was fetched stays in", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, kept);
        Assert.Contains("was here already", restored.Output, StringComparison.Ordinal);
        Assert.Equal(4, await CountAsync("Shop_back"));
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Restore_GoesOnWithTheNextTargetAndTellsOfTheBrokenOne()
    {
        await BurnDownAsync();

        ProgramResult restored = (await RestoreAsync("--to", "latest", "--from-target", "gone")).Exits(0);

        Assert.Equal(4, await CountAsync("Shop_back"));
        Assert.Contains("succeeded", restored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ExitsWith4WhenTheTargetDoesNotLeadThere()
    {
        await BurnDownAsync();
        Lose("*.trn");

        JsonNode document = (await RestoreAsync("--to", "2030-01-01T00:00:00Z", "--json")).Exits(4).Json();

        Assert.Equal(("notRecoverable", "chainBroken"), (document["outcome"]!.GetValue<string>(), document["code"]!.GetValue<string>()));
        Assert.NotNull(document["gap"]);
        Assert.Empty(Left());
    }

    [Theory]
    [InlineData("latest", 3, 3)]
    [InlineData("random", 1, 4)]
    [InlineData("oldest", 1, 1)]
    public async Task Drill_ProvesWhatLiesOnTheTargetAndLeavesNothing(string moment, int least, int most)
    {
        await BurnDownAsync();

        ProgramResult drilled = (await DrillAsync("--moment", moment, "--rto", "1h", "--json")).Exits(0);

        JsonNode result = drilled.Json()["results"]!.AsArray().Single()!;
        Assert.Equal("passed", result["outcome"]!.GetValue<string>());
        Assert.Equal(["locate", "fetch", "plan", "restore", "checkDb", "drop"], result["phases"]!.AsArray().Select(phase => phase!["phase"]!.GetValue<string>()));
        JsonNode evidence = JsonNode.Parse(await File.ReadAllTextAsync(result["evidence"]!["json"]!.GetValue<string>()))!;
        Assert.Equal("target hq, store 0042", evidence["sources"]!.AsArray().Single()!.GetValue<string>());
        Assert.All(evidence["sets"]!.AsArray(), set => Assert.NotNull(set!["files"]![0]!["sha256"]));
        Assert.InRange(evidence["sets"]!.AsArray().Count, least, most);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Drill_SaysBeforehandWhatItWouldDrillAndMakesNoFolder()
    {
        await BurnDownAsync();

        ProgramResult told = (await DrillAsync("--dry-run")).Exits(0);

        Assert.Contains("dry run: nothing was restored", told.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Staging));
    }

    [Fact]
    public async Task Drill_MakesNoFolderBeforeTheFirstFileComes()
    {
        await BurnDownAsync();

        (await _shop.RunAsync(["drill", .. _shop.Instance, .. _shop.Catalog, .. Targets, "--from-target", "gone"])).Exits(1);
        (await DrillAsync("--database", "Stock*")).Exits(4);
        Lose("*.bak");
        (await DrillAsync()).Exits(4);

        Assert.False(Directory.Exists(Staging));
    }

    /// <summary>What is there may be what the other restores just now.</summary>
    [Fact]
    public async Task Drill_LeavesTheFolderToAnotherThatHasFilesThere()
    {
        await BurnDownAsync();
        using var other = new StagingFolder(Path.Combine(Staging, "posbackup-drill"));
        other.Take();
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(other.Path, "0042")).FullName, "full.bak");
        await File.WriteAllTextAsync(file, "theirs");

        (await DrillAsync("--dry-run")).Exits(0);
        JsonNode result = (await DrillAsync("--json")).Exits(1).Json()["results"]!.AsArray().Single()!;

        Assert.Equal(("failed", "busy"), (result["outcome"]!.GetValue<string>(), result["code"]!.GetValue<string>()));
        Assert.Equal("theirs", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Drill_LeavesNothingWhenItFails()
    {
        await BurnDownAsync();
        string assertions = Path.Combine(Folder, "assertions.json");
        await File.WriteAllTextAsync(assertions, """{ "schema": 1, "assertions": [ { "name": "products", "query": "SELECT COUNT(*) FROM Products", "atLeast": 100 } ] }""");

        ProgramResult drilled = (await DrillAsync("--assertions", assertions)).Exits(1);

        Assert.Contains("should be at least 100", drilled.Error, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [UnixTheory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Drill_LeavesNothingAtLeastAfterTheNextWhenItIsBrokenOff(string signal)
    {
        await BurnDownAsync();

        ProgramResult broken = await _shop.RunAsync(DrillLine("--json"), RestoreSignal.At(_shop.Faults, statement: 2, signal));
        Assert.NotEqual(0, broken.ExitCode);
        if (signal == "KILL")
            Assert.NotEmpty(Left());
        else
            Assert.Empty(Left());
        _shop.Faults.Clear();
        (await DrillAsync()).Exits(0);

        Assert.Empty(Left());
    }

    [Fact]
    public async Task Download_LooksIntoFilesWithoutAManifestWhenItIsAsked()
    {
        await BurnDownAsync();
        Lose("*.bak.manifest.json");
        string[] download = ["sync", "--download", "--database", "Shop", "--to", "latest", "--folder", Path.Combine(Folder, "fetched"), "--target", "hq", .. Targets];

        ProgramResult refused = (await _shop.RunAsync(download)).Exits(4);
        JsonNode document = (await _shop.RunAsync([.. download, "--without-manifest", "--json"])).Exits(0).Json();

        Assert.Contains("has no manifest", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, document["files"]!.AsArray().Count);
    }

    [Fact]
    public async Task Drill_FindsACopyThatRotted()
    {
        await BurnDownAsync();
        await RotAsync();

        JsonNode result = (await DrillAsync("--json")).Exits(1).Json()["results"]!.AsArray().Single()!;

        Assert.Equal(("failed", "copyCorrupt"), (result["outcome"]!.GetValue<string>(), result["code"]!.GetValue<string>()));
        Assert.Contains("on hq is not what was backed up", result["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Drill_ExitsWith4WhenTheChainOnTheTargetIsBroken()
    {
        await BurnDownAsync();
        File.Delete(await FirstLogAsync());

        ProgramResult drilled = (await DrillAsync()).Exits(4);

        Assert.Contains("not recoverable: Shop", drilled.Output, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Drill_SaysWhenNoStoreHasTheDatabase()
    {
        await BurnDownAsync();

        ProgramResult drilled = (await DrillAsync("--database", "Stock*")).Exits(4);

        Assert.Contains("no backup of Stock*", drilled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_FetchesOnceWhatAMomentNeeds()
    {
        string to = await BurnDownAsync();
        string folder = Path.Combine(Folder, "fetched");
        string[] download = ["sync", "--download", "--database", "shop", "--to", to, "--folder", folder, "--target", "hq", .. Targets];

        JsonNode planned = (await _shop.RunAsync([.. download, "--dry-run", "--json"])).Exits(0).Json();
        Assert.False(Directory.Exists(folder));
        JsonNode first = (await _shop.RunAsync([.. download, "--json"])).Exits(0).Json();
        ProgramResult second = (await _shop.RunAsync(download)).Exits(0);

        Assert.Equal(("0042", true), (planned["store"]!.GetValue<string>(), planned["dryRun"]!.GetValue<bool>()));
        Assert.Equal("succeeded", first["outcome"]!.GetValue<string>());
        Assert.Equal(planned["files"]!.AsArray().Select(file => file!["file"]!.GetValue<string>()), first["files"]!.AsArray().Select(file => file!["file"]!.GetValue<string>()));
        Assert.All(first["files"]!.AsArray(), file => Assert.Equal(file!["length"]!.GetValue<long>(), file["bytesReceived"]!.GetValue<long>()));
        Assert.Contains("was here already", second.Output, StringComparison.Ordinal);
        (await _shop.RunAsync(["restore", .. _shop.Instance, .. _shop.Catalog, "--database", "Shop", "--as", "Shop_back", "--to", to, "--from", folder])).Exits(0);
        Assert.Equal(3, await CountAsync("Shop_back"));
    }

    /// <summary>Full, differential and two logs are shipped, then all that is local is lost. Gives a moment with three products, in the first log.</summary>
    private async Task<string> BurnDownAsync()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Differential);
        await _shop.SellAsync();
        string moment = await QuietMomentAsync();
        await _shop.TakeAsync(BackupKind.Log);
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);
        await _shop.ShipAsync(Targets[1], "hq");
        Directory.Delete(_shop.Backups, recursive: true);
        foreach (string file in Directory.EnumerateFiles(Folder, "catalog.db*"))
            File.Delete(file);

        return moment;
    }

    /// <summary>A moment of the server at which nothing is under way, with a whole second before and after.</summary>
    private async Task<string> QuietMomentAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromSeconds(3));
        var moment = (DateTimeOffset)(await _shop.ScalarAsync("master", "SELECT SYSDATETIMEOFFSET()"))!;
        _shop.Clock.Advance(TimeSpan.FromSeconds(3));
        return moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
    }

    private Task<ProgramResult> RestoreAsync(params string[] more) =>
        _shop.RunAsync(["restore", .. _shop.Instance, .. _shop.Catalog, .. Targets, "--database", "Shop", "--as", "Shop_back", "--from-target", "hq", .. more]);

    private Task<ProgramResult> DrillAsync(params string[] more) => _shop.RunAsync(DrillLine(more));

    private string[] DrillLine(params string[] more) => ["drill", .. _shop.Instance, .. _shop.Catalog, .. Targets, "--from-target", "hq", .. more];

    private async Task<int> CountAsync(string database) => (int)(await _shop.ScalarAsync(database, "SELECT COUNT(*) FROM Products"))!;

    private void Lose(string pattern)
    {
        foreach (string file in Directory.GetFiles(Target, pattern, SearchOption.AllDirectories))
            File.Delete(file);
    }

    /// <summary>Spoils the first log at the target.</summary>
    private async Task RotAsync()
    {
        using FileStream stream = File.OpenWrite(await FirstLogAsync());
        stream.Position = stream.Length / 2;
        stream.Write([1, 2, 3, 4, 5]);
    }

    private async Task UnlistFilesAsync()
    {
        foreach (string path in Directory.GetFiles(Target, "*.manifest.json", SearchOption.AllDirectories))
        {
            JsonNode manifest = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
            foreach (JsonNode? set in manifest["media"]!["sets"]!.AsArray())
                set!["files"] = new JsonArray();
            await File.WriteAllTextAsync(path, manifest.ToJsonString());
        }
    }

    /// <summary>All files in the folder for staging.</summary>
    private string[] Left() => Directory.Exists(Staging) ? Directory.GetFiles(Staging, "*", SearchOption.AllDirectories) : [];

    /// <summary>By its place in the log: two that were taken in one second have names in any order.</summary>
    private async Task<string> FirstLogAsync()
    {
        var logs = new List<(string Path, Lsn First)>();
        foreach (string path in Directory.GetFiles(Target, "*.trn", SearchOption.AllDirectories))
            logs.Add((path, (await ManifestStore.ReadAsync(path))!.Media.Sets[0].FirstLsn));

        return logs.MinBy(log => log.First).Path;
    }
}
