using System.Text.Json.Nodes;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Cli.Tests;

/// <summary>posbackup expire: the plan, the story of a set, the run, and what is refused. The clock of the instance passes whole days between backups.</summary>
public sealed class ExpireCommandTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    private string Folder => Path.GetDirectoryName(_shop.Backups)!;

    private string[] Targets => ["--targets", Path.Combine(Folder, "targets.json")];

    public async Task InitializeAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromDays(-30));
        await _shop.InitializeAsync();
        await File.WriteAllTextAsync(Targets[1], """{ "schema": 1, "store": "0042", "targets": [] }""");
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task DryRun_TellsWhatWouldGoAndWhyAndChangesNothing()
    {
        BackupSet[] sets = await PassAsync(days: 6);
        string[] before = Files();

        ProgramResult told = (await ExpireAsync("--dry-run", "--keep-last", "2", "--max-delete", "100")).Exits(0);
        JsonNode document = (await ExpireAsync("--dry-run", "--keep-last", "2", "--max-delete", "100", "--json")).Exits(0).Json();

        Assert.Contains("goes", told.Output, StringComparison.Ordinal);
        Assert.Contains("it is one of the newest fulls and differentials", told.Output, StringComparison.Ordinal);
        Assert.Contains("dry run: nothing was changed", told.Output, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        JsonNode place = Assert.Single(document["places"]!.AsArray())!;
        Assert.True(document["dryRun"]!.GetValue<bool>());
        Assert.Equal(sets.Length, place["media"]!.AsArray().Count);
        Assert.Equal(sets[..4].Select(set => set.SetGuid).Order(), Going(place).Order());
    }

    [Fact]
    public async Task Run_RemovesFilesAndManifestsAndTellsTheLog()
    {
        BackupSet[] sets = await PassAsync(days: 4);

        ProgramResult done = (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(0);
        ProgramResult again = (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(0);
        ProgramResult audit = (await _shop.RunAsync(["audit", "verify", .. _shop.Catalog])).Exits(0);
        JsonNode log = (await _shop.RunAsync(["audit", "list", .. _shop.Catalog, "--json"])).Exits(0).Json();

        Assert.Contains("3 of 3 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 0 media sets removed", again.Output, StringComparison.Ordinal);
        Assert.Equal(2, Files().Length);
        Assert.Contains("intact", audit.Output, StringComparison.Ordinal);
        Assert.Equal(6, log.AsArray().Count);
        JsonNode left = Assert.Single((await _shop.RunAsync(["list", .. _shop.Catalog, "--json"])).Exits(0).Json().AsArray())!;
        Assert.Equal(sets[^1].SetGuid, left["set"]!["setGuid"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Run_KeepsHereWhatHasNoCopyElsewhereAndThereWhatThePolicyOfTheTargetAsksFor()
    {
        await PassAsync(days: 3);
        await ShipAsync();
        await PassAsync(days: 2);
        string policy = Path.Combine(Folder, "retention.json");
        await File.WriteAllTextAsync(policy, """{ "schema": 1, "policy": { "keepLast": 1, "maximumDelete": "100%" }, "targets": { "hq": { "keepLast": 2 } } }""");

        JsonNode[] places = [.. (await ExpireAsync("--policy", policy, "--json")).Exits(0).Json()["places"]!.AsArray().Select(place => place!)];

        Assert.Equal(["here", "hq"], places.Select(place => place["place"]!.GetValue<string>()));
        Assert.Equal((3, 1), (Going(places[0]).Length, Going(places[1]).Length));
        Assert.Contains("copiesMissing", Rules(places[0]));
        Assert.DoesNotContain("proofOfLocal", Rules(places[1]));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder, "hq"), "*.bak", SearchOption.AllDirectories).Length);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder, "hq"), "*.manifest.json", SearchOption.AllDirectories).Length);
    }

    /// <summary>A mistyped or lost file of targets asks for no copies, and so would let everything here go.</summary>
    [Fact]
    public async Task Run_RefusesAFileOfTargetsThatIsNotThere()
    {
        await PassAsync(days: 3);

        ProgramResult refused = (await _shop.RunAsync(["expire", .. _shop.Catalog, "--targets", Targets[1] + ".none", "--keep-last", "1"])).Exits(1);

        Assert.Contains(Targets[1] + ".none", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, Files().Length);
    }

    [Fact]
    public async Task Run_RefusesWhereNoTargetIsDefinedAndCopiesAreKnown_UnlessNoneAreWanted()
    {
        await PassAsync(days: 3);
        await ShipAsync();
        await File.WriteAllTextAsync(Targets[1], """{ "schema": 1, "store": "0042", "targets": [] }""");

        string refused = (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(1).Error;

        Assert.Contains("no target is defined", refused, StringComparison.Ordinal);
        Assert.Contains("3 proven copies on hq", refused, StringComparison.Ordinal);
        Assert.Contains("--copies 0", refused, StringComparison.Ordinal);
        Assert.Equal(6, Files().Length);
        Assert.Contains("2 of 2 media sets removed", (await ExpireAsync("--keep-last", "1", "--max-delete", "100", "--copies", "0")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefusesWhatIsNotAMachinesToDecide()
    {
        BackupSet[] sets = await PassAsync(days: 3);
        await File.WriteAllBytesAsync(Directory.GetFiles(_shop.Backups, "*.bak")[1], [1, 2, 3]);

        ProgramResult much = (await ExpireAsync("--keep-last", "1", "--max-delete", "10", "--database", "Shop")).Exits(1);
        ProgramResult silent = (await ExpireAsync()).Exits(2);
        ProgramResult nobody = (await ExpireAsync("--keep-last", "1", "--database", "Stock")).Exits(1);

        Assert.Contains("another length", much.Error, StringComparison.Ordinal);
        Assert.Contains("no option says what is to be kept", silent.Error, StringComparison.Ordinal);
        Assert.Contains("holds a set of Stock", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(2 * sets.Length, Files().Length);
    }

    [Fact]
    public async Task Explain_TellsTheStoryOfASetAndOfAFile()
    {
        BackupSet[] sets = await PassAsync(days: 2);
        BackupSet differential = await _shop.TakeAsync(BackupKind.Differential);

        ProgramResult story = (await ExpireAsync("--keep-last", "1", "--explain", sets[1].SetGuid.ToString())).Exits(0);
        ProgramResult file = (await ExpireAsync("--keep-last", "1", "--explain", Path.GetFileName(Directory.GetFiles(_shop.Backups, "*full*.bak").Order(StringComparer.Ordinal).First()))).Exits(0);
        ProgramResult none = (await ExpireAsync("--keep-last", "1", "--explain", Guid.NewGuid().ToString())).Exits(1);

        Assert.Contains("here: stays", story.Output, StringComparison.Ordinal);
        Assert.Contains($"set {differential.SetGuid}, which is kept, needs it", story.Output, StringComparison.Ordinal);
        Assert.Contains("here: goes", file.Output, StringComparison.Ordinal);
        Assert.Contains("'posbackup list' shows both", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotSeenHere_HoldsItsDatabaseBack()
    {
        await PassAsync(days: 3);
        string[] files = Files();
        File.Move(files[0], Path.Combine(Folder, "unmounted"));

        ProgramResult refused = (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(1);
        File.Move(Path.Combine(Folder, "unmounted"), files[0]);

        Assert.Contains("a disk may not be mounted", refused.Error, StringComparison.Ordinal);
        Assert.Equal(files, Files());
        Assert.Contains("2 of 2 media sets removed", (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.manifest.json", "nothing tells what is in")]
    [InlineData("*", "2 files that were proven there are not listed")]
    public async Task WhatIsNotSeenAtATarget_HoldsAllOfItBackAndCountsForNothing(string spoilt, string message)
    {
        await PassAsync(days: 3);
        await ShipAsync();
        string[] here = Files();
        string[] there = [.. Directory.GetFiles(Path.Combine(Folder, "hq"), spoilt, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (string file in there[..^(there.Length / 3)])
            File.Delete(file);
        int left = Directory.GetFiles(Path.Combine(Folder, "hq"), "*", SearchOption.AllDirectories).Length;

        ProgramResult refused = (await ExpireAsync("--keep-last", "1")).Exits(3);

        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.Equal(left, Directory.GetFiles(Path.Combine(Folder, "hq"), "*", SearchOption.AllDirectories).Length);
        Assert.Equal(here, Files());
    }

    [Fact]
    public async Task OnlyHere_StillCountsWhatTheTargetReallyHas()
    {
        await PassAsync(days: 3);
        await ShipAsync();
        Directory.Move(Path.Combine(Folder, "hq"), Path.Combine(Folder, "burnt"));

        ProgramResult alone = (await ExpireAsync("--target", "here", "--keep-last", "1")).Exits(0);
        Directory.Move(Path.Combine(Folder, "burnt"), Path.Combine(Folder, "hq"));
        ProgramResult again = (await ExpireAsync("--target", "hq", "--keep-last", "1")).Exits(0);

        Assert.Contains("here: 0 of 0 media sets removed", alone.Output, StringComparison.Ordinal);
        Assert.Contains("do not count", alone.Error, StringComparison.Ordinal);
        Assert.Contains("hq: 0 of 0 media sets removed", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_TakesOnlyWhatIsSuspicious()
    {
        await PassAsync(days: 2);

        ProgramResult refused = (await ExpireAsync("--keep-last", "1", "--acknowledge", Guid.NewGuid().ToString())).Exits(1);

        Assert.Contains("no suspicious size", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_RefusesWhatIsNoSet() =>
        Assert.Contains("'nonsense' is no set", (await ExpireAsync("--keep-last", "1", "--acknowledge", "nonsense")).Exits(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task AnUnreachedTarget_IsAFailureAndStopsNothingHere()
    {
        await PassAsync(days: 3);
        await File.WriteAllTextAsync(Targets[1], $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "gone", "kind": "folder", "path": {{System.Text.Json.JsonSerializer.Serialize(Path.Combine(Folder, "no", "such"))}} } ] }""");

        ProgramResult done = (await ExpireAsync("--keep-last", "1", "--copies", "0", "--max-delete", "100")).Exits(3);

        Assert.Contains("here: 2 of 2 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Contains("target gone", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approvals_LetGoWhatAPersonChoseOfThePlanAndEachRemovalIsTold()
    {
        await PassAsync(days: 4);
        var catalog = new BackupCatalog(_shop.Catalog[1], _shop.Clock);
        var heard = new Heard<RemovalResult>();
        var runner = new RetentionRunner(catalog, TargetAccess.Registry(new TargetFile { Store = "0042", Targets = [] }), Path.Combine(Folder, "transfers"), AuditLog.Beside(catalog), _shop.Clock) { Results = heard };
        var options = new RetentionOptions { Store = "0042", Policy = new RetentionPolicy { KeepLast = 1, MaximumDelete = 1 } };
        MediaDecision[] planned = [.. Assert.Single((await runner.PlanAsync(options, NullObserver.Instance)).Places).Plan!.Removed];
        Assert.Empty(heard);

        PlaceResult place = Assert.Single((await runner.RunAsync(options with { Approved = new HashSet<ApprovedRemoval> { new(RetentionPlace.Here, planned[1].Media.MediaSetId) } }, NullObserver.Instance)).Places);

        Assert.Equal(3, planned.Length);
        Assert.Equal(RetentionOutcome.Succeeded, place.Outcome);
        Assert.Equal(place.Removals, heard);
        Assert.Equal(planned[1].Media.MediaSetId, Assert.Single(heard, removal => removal.Outcome == RemovalOutcome.Removed).Decision.Media.MediaSetId);
        Assert.All(heard, removal => Assert.Equal(RetentionPlace.Here, removal.Decision.Media.Place));
        Assert.Equal(2 * 3, Files().Length);
        Assert.All(planned, one => Assert.Equal(one != planned[1], File.Exists(one.Media.Files[0].Path)));
    }

    [Fact]
    public async Task Run_LeavesAFileInTheFolderOfATargetToThatTarget()
    {
        await PassAsync(days: 3);
        await ShipAsync();
        string hq = Path.Combine(Folder, "hq");
        Directory.CreateSymbolicLink(Path.Combine(Folder, "link"), hq);
        (await _shop.RunAsync(["catalog", "rebuild", Path.Combine(Folder, "link"), .. _shop.Catalog])).Exits(0);

        ProgramResult done = (await ExpireAsync("--target", "here", "--keep-last", "1", "--max-delete", "100")).Exits(0);

        Assert.Contains("here: 2 of 2 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Contains("3 of the files that the catalog expects lie in the folder of a target", done.Output, StringComparison.Ordinal);
        Assert.Equal((2, 3), (Files().Length, Directory.GetFiles(hq, "*.bak", SearchOption.AllDirectories).Length));
    }

    /// <summary>The root of the disk on which the backups lie is a target: they are shipped into their own folder there, and judged in both places.</summary>
    [Fact]
    public async Task Run_JudgesBackupsBelowTheFolderOfATarget()
    {
        await PassAsync(days: 3);
        await File.WriteAllTextAsync(Targets[1], $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "disk", "kind": "folder", "path": {{System.Text.Json.JsonSerializer.Serialize(Folder)}} } ] }""");

        ProgramResult shipped = (await _shop.RunAsync(["sync", .. _shop.Catalog, .. Targets])).Exits(0);
        ProgramResult done = (await ExpireAsync("--keep-last", "1", "--max-delete", "100")).Exits(0);

        Assert.Contains("3", shipped.Output, StringComparison.Ordinal);
        Assert.Contains("here: 2 of 2 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Contains("disk: 2 of 2 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Equal((2, 1), (Files().Length, Directory.GetFiles(Path.Combine(Folder, "0042"), "*.bak", SearchOption.AllDirectories).Length));
    }

    [Fact]
    public async Task APolicyOfATargetThatIsNotDefined_IsRefusedAlsoInADryRun()
    {
        await PassAsync(days: 3);
        await ShipAsync();
        string policy = Path.Combine(Folder, "retention.json");
        await File.WriteAllTextAsync(policy, """{ "schema": 1, "policy": { "keepLast": 1, "maximumDelete": "100%" }, "targets": { "headquarters": { "monthly": 84 } } }""");

        ProgramResult refused = (await ExpireAsync("--policy", policy)).Exits(1);
        (await ExpireAsync("--policy", policy, "--dry-run")).Exits(1);

        Assert.Contains("headquarters", refused.Error, StringComparison.Ordinal);
        Assert.Equal((6, 3), (Files().Length, Directory.GetFiles(Path.Combine(Folder, "hq"), "*.bak", SearchOption.AllDirectories).Length));
    }

    /// <summary>A full a day.</summary>
    private async Task<BackupSet[]> PassAsync(int days)
    {
        var sets = new BackupSet[days];
        for (int day = 0; day < days; day++)
        {
            _shop.Clock.Advance(TimeSpan.FromDays(1));
            await _shop.SellAsync();
            sets[day] = await _shop.TakeAsync(BackupKind.Full);
        }

        return sets;
    }

    private async Task ShipAsync()
    {
        string path = Directory.CreateDirectory(Path.Combine(Folder, "hq")).FullName;
        await File.WriteAllTextAsync(Targets[1], $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "hq", "kind": "folder", "path": {{System.Text.Json.JsonSerializer.Serialize(path)}} } ] }""");
        await _shop.ShipAsync(Targets[1], "hq");
    }

    private Task<ProgramResult> ExpireAsync(params string[] more) => _shop.RunAsync(["expire", .. _shop.Catalog, .. Targets, .. more]);

    private string[] Files() => [.. Directory.GetFiles(_shop.Backups).Order(StringComparer.Ordinal)];

    private static Guid[] Going(JsonNode place) =>
        [.. place["media"]!.AsArray().Where(media => media!["removed"]!.GetValue<bool>()).SelectMany(media => media!["sets"]!.AsArray()).Select(set => set!["setGuid"]!.GetValue<Guid>())];

    private static string[] Rules(JsonNode place) =>
        [.. place["media"]!.AsArray().SelectMany(media => media!["sets"]!.AsArray()).SelectMany(set => set!["keeps"]!.AsArray()).Select(keep => keep!["rule"]!.GetValue<string>()).Distinct()];
}
