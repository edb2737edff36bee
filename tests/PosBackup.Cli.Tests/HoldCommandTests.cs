using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Tests;

public sealed class HoldCommandTests : IDisposable
{
    private static readonly Guid[] Here = [Guid.NewGuid(), Guid.NewGuid()];
    private static readonly Guid Elsewhere = Guid.NewGuid();

    private readonly TemporaryFolder _folder = new();

    /// <summary>The catalog knows two sets on one file here, and one on a copy whose file here is gone.</summary>
    public HoldCommandTests()
    {
        File.WriteAllText(Policy, """{ "schema": 1 }""");
        var catalog = new BackupCatalog(_folder.File("catalog.db"));
        var time = new ServerTime(new DateTime(2026, 3, 1, 12, 0, 0), TimeSpan.FromHours(8));
        catalog.Record([Manifest.FromMedia(new MediaFile
        {
            Path = _folder.File("Shop.trn"),
            Length = 4096,
            Container = MediaContainer.Mtf,
            MediaSetId = Guid.NewGuid(),
            Sets = [.. Here.Select((guid, i) => new BackupSet { SetGuid = guid, Position = i + 1, FamilyGuid = Guid.NewGuid(), Kind = BackupKind.Log, Database = "Shop", Instance = "TILL", StartedAt = time, FinishedAt = time, FirstLsn = new Lsn(36, 352, 37), LastLsn = new Lsn(36, 376, 1) })],
        })]);
        catalog.Record(new BackupCopy
        {
            Target = "hq",
            Address = "hq",
            Source = _folder.File("Gone.bak"),
            Path = "0042/TILL/Shop/2026/03/Gone.bak",
            Sha256 = new string('a', 64),
            Length = 4096,
            MediaSetId = Guid.NewGuid(),
            SetGuids = [Elsewhere],
            ShippedAt = DateTimeOffset.UnixEpoch,
            ProvenAt = DateTimeOffset.UnixEpoch,
            Depth = VerificationDepth.Whole,
            ToolVersion = "0.1.0",
        });
    }

    private string Policy => _folder.File("retention.json");

    private string Holds => _folder.File("holds.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFile_IsHeldWithAllItsSetsAndLetGoAgainAndThePolicyStays()
    {
        await File.WriteAllTextAsync(Policy, """{ "schema": 1, "policy": { "window": "14d", "zone": "Asia/Shanghai" } }""");
        JsonNode added = (await RunAsync("add", _folder.File("Shop.trn"), "--reason", "audit", "--until", "2999-01-31", "--json")).Exits(0).Json();
        Assert.Equal(("added", Holds), ((string?)added["outcome"], (string?)added["file"]));
        Assert.Equal(Here, added["holds"]!.AsArray().Select(hold => (Guid)hold!["setGuid"]!));
        Assert.Equal(DateTimeOffset.Parse("2999-02-01T00:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture), (DateTimeOffset)added["holds"]![0]!["until"]!);

        JsonNode held = (await RunAsync("list", "--json")).Exits(0).Json()["holds"]!.AsArray()[1]!;
        Assert.Equal($"{Here[1]} audit true Shop log {_folder.File("Shop.trn")}", $"{held["setGuid"]} {held["reason"]} {held["inForce"]} {held["database"]} {held["kind"]} {held["files"]![0]}");
        ProgramResult list = (await RunAsync("list")).Exits(0);
        Assert.Contains("2 holds in", list.Output, StringComparison.Ordinal);

        (await RunAsync("remove", Here[0].ToString())).Exits(0);
        Assert.Contains("has no hold on", (await RunAsync("remove", Here[0].ToString())).Exits(1).Error, StringComparison.Ordinal);
        Assert.Equal([Here[1]], (await RunAsync("remove", _folder.File("Shop.trn"), "--json")).Exits(0).Json()["holds"]!.AsArray().Select(hold => (Guid)hold!["setGuid"]!));
        Assert.Equal("""{ "schema": 1, "policy": { "window": "14d", "zone": "Asia/Shanghai" } }""", await File.ReadAllTextAsync(Policy));
    }

    [Fact]
    public async Task ASetOnACopy_IsKnownByItsGuidAndByItsPathThere()
    {
        Assert.Contains("for nobody who expires a target by another one, such as headquarters (hint: add the hold there too", (await RunAsync("add", Elsewhere.ToString(), "--reason", "audit")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("--replace", (await RunAsync("add", "0042/TILL/Shop/2026/03/Gone.bak", "--reason", "longer")).Exits(2).Error, StringComparison.Ordinal);
        Assert.Equal("replaced", (string?)(await RunAsync("add", _folder.File("Gone.bak"), "--reason", "longer", "--replace", "--json")).Exits(0).Json()["outcome"]);
        JsonNode held = (await RunAsync("list", "--json")).Exits(0).Json()["holds"]!.AsArray().Single()!;
        Assert.Equal("longer", (string?)held["reason"]);
        Assert.Null(held["until"]);
        Assert.Null(held["database"]);
    }

    [Fact]
    public async Task HoldsOfTheFileOfRetention_AreMovedByTheNextChange()
    {
        await File.WriteAllTextAsync(Policy, $$"""{ "schema": 1, "policy": { "window": "14d" }, "holds": [ { "set": "{{Here[0]}}", "reason": "audit", "until": "2020-01-31" }, { "set": "{{Elsewhere}}", "reason": "claim" } ] }""");
        Assert.Contains("claim", (await RunAsync("list")).Exits(0).Output, StringComparison.Ordinal);

        ProgramResult added = (await RunAsync("add", Here[0].ToString(), "--reason", "next audit")).Exits(0);

        Assert.Contains($"written into {Holds}", added.Output, StringComparison.Ordinal);
        Assert.Contains($"the holds of {Policy} are in {Holds} now: 2", added.Output, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "schema": 1, "policy": { "window": "14d" } }"""), JsonNode.Parse(await File.ReadAllTextAsync(Policy))));
        Assert.Equal(["next audit", "claim"], JsonNode.Parse(await File.ReadAllTextAsync(Holds))!["holds"]!.AsArray().Select(hold => (string?)hold!["reason"]));
    }

    [Fact]
    public async Task AFileOfHoldsThatIsGone_IsToldAndTakenOnlyWhenSomebodySaysSo()
    {
        (await RunAsync("add", Here[0].ToString(), "--reason", "audit")).Exits(0);
        File.Delete(Holds);

        Assert.Contains("it is gone, with 1 hold in it", (await RunAsync("list")).Exits(0).Error, StringComparison.Ordinal);
        ProgramResult refused = (await RunAsync("add", Here[1].ToString(), "--reason", "audit", "--json")).Exits(1);
        Assert.Equal("holdsLost", (string?)refused.Json()["error"]!["code"]);
        Assert.Contains("hold confirm", (string?)refused.Json()["error"]!["hint"], StringComparison.Ordinal);

        Assert.Contains("0 holds in", (await RunAsync("confirm")).Exits(0).Output, StringComparison.Ordinal);
        (await RunAsync("add", Here[1].ToString(), "--reason", "audit")).Exits(0);
    }

    [Fact]
    public async Task AHoldOnASetThatCannotBeRestored_NamesTheGap()
    {
        ProgramResult log = (await RunAsync("add", Here[0].ToString(), "--reason", "audit", "--json")).Exits(0);
        Assert.Contains("cannot be restored by what is here", log.Error, StringComparison.Ordinal);
        Assert.NotNull(log.Json()["holds"]![0]!["gap"]);
        Assert.DoesNotContain("cannot be restored", (await RunAsync("add", Elsewhere.ToString(), "--reason", "audit")).Exits(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMistypedSet_IsRefusedUnlessSomebodyInsists()
    {
        string mistyped = Guid.NewGuid().ToString();
        ProgramResult result = (await RunAsync("add", mistyped, "--reason", "audit", "--json")).Exits(1);
        Assert.Equal("backupSetNotFound", (string?)result.Json()["error"]!["code"]);
        Assert.Contains("--unknown", (string?)result.Json()["error"]!["hint"], StringComparison.Ordinal);
        Assert.Contains("no media file", (await RunAsync("add", _folder.Path, "--reason", "audit", "--unknown")).Exits(1).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Holds));

        (await RunAsync("add", mistyped, "--reason", "audit", "--unknown")).Exits(0);
        Assert.Contains("not known here", (await RunAsync("list")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add SET --reason audit --unknown")]
    [InlineData("list")]
    [InlineData("remove SET")]
    [InlineData("confirm")]
    public async Task BesideACatalogThatIsNotThere_NothingIsHeldAndNothingIsMade(string line)
    {
        string nowhere = Path.Combine(_folder.Path, "typo", "catalog.db");

        ProgramResult result = (await TheProgram.RunAsync(["hold", .. line.Replace("SET", Here[0].ToString(), StringComparison.Ordinal).Split(' '), "--policy", Policy, "--catalog", nowhere])).Exits(1);

        Assert.Contains($"there is no catalog {nowhere}, so no run of 'expire' would read a hold beside it", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(nowhere)));
    }

    [Theory]
    [InlineData("add")]
    [InlineData("add SET")]
    [InlineData("add SET --reason=")]
    [InlineData("add SET --reason x --until 31.1.2999")]
    [InlineData("add SET --reason x --until 2020-01-31")]
    [InlineData("remove")]
    public async Task WrongCommandLines_ExitWith2AndWriteNothing(string line)
    {
        (await RunAsync([.. line.Replace("SET", Here[0].ToString(), StringComparison.Ordinal).Split(' ')])).Exits(2);
        Assert.False(File.Exists(Holds));
    }

    private Task<ProgramResult> RunAsync(params string[] line) => TheProgram.RunAsync(["hold", .. line, "--policy", Policy, "--catalog", _folder.File("catalog.db")]);
}
