using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Tests;

public sealed class AuditCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    private readonly TemporaryFolder _folder = new();
    private readonly AuditLog _log;

    public AuditCommandTests() => _log = AuditLog.Beside(new BackupCatalog(Catalog));

    private string Catalog => _folder.File("catalog.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_TellsThatTheLogIsIntactAndItsHead()
    {
        AuditHead head = (await _log.AppendAsync([Entry("Shop"), Entry("Till")])).Head;

        ProgramResult text = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog)).Exits(0);
        Assert.Contains($"head: 2 {head.Hash}", text.Output, StringComparison.Ordinal);

        JsonNode document = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog, "--json")).Exits(0).Json();
        Assert.True(JsonNode.DeepEquals(
            new JsonObject
            {
                ["log"] = _log.Path, ["intact"] = true, ["lines"] = 2, ["head"] = new JsonObject { ["sequence"] = 2, ["hash"] = head.Hash },
                ["known"] = new JsonObject { ["sequence"] = 2, ["hash"] = head.Hash }, ["problem"] = null, ["problems"] = new JsonArray(), ["explained"] = new JsonArray(), ["tornBytes"] = 0,
            },
            document));
    }

    [Fact]
    public async Task Verify_NamesTheLineThatWasChanged()
    {
        await _log.AppendAsync([Entry("Shop"), Entry("Till"), Entry("Shop")]);
        await File.WriteAllTextAsync(_log.Path, (await File.ReadAllTextAsync(_log.Path)).Replace("Till", "Tilt", StringComparison.Ordinal));

        ProgramResult broken = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog, "--json")).Exits(1);
        JsonNode document = broken.Json();
        Assert.Equal((false, 1), (document["intact"]!.GetValue<bool>(), document["lines"]!.GetValue<int>()));
        Assert.Equal(("changed", 2), (document["problem"]!["kind"]!.GetValue<string>(), document["problem"]!["line"]!.GetValue<int>()));
        Assert.Contains("line 2", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_ExplainsABreakSoThatOnlyLaterOnesFail()
    {
        await _log.AppendAsync([Entry("Shop"), Entry("Till"), Entry("Shop"), Entry("Till")]);
        string[] lines = await File.ReadAllLinesAsync(_log.Path);
        await File.WriteAllTextAsync(_log.Path, string.Concat(((string[])[lines[0].Replace("Shop", "Shoe", StringComparison.Ordinal), lines[1], lines[3]]).Select(line => line + "\n")));
        JsonNode broken = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog, "--json")).Exits(1).Json();
        Assert.Equal([("changed", 1), ("removed", 3)], broken["problems"]!.AsArray().Select(one => (one!["kind"]!.GetValue<string>(), one["line"]!.GetValue<int>())));

        (await TheProgram.RunAsync("audit", "begin", "--catalog", Catalog)).Exits(2);
        ProgramResult begun = (await TheProgram.RunAsync("audit", "begin", "--reason", "the disk failed on Monday", "--catalog", Catalog)).Exits(0);
        ProgramResult told = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog)).Exits(0);
        JsonNode explained = (await TheProgram.RunAsync("audit", "verify", "--catalog", Catalog, "--json")).Exits(0).Json();

        Assert.Contains("the disk failed on Monday", begun.Output, StringComparison.Ordinal);
        Assert.Contains("intact, but for what was explained", told.Output, StringComparison.Ordinal);
        Assert.Contains("explained by it: line 3: it has the number 4, and line 3 is missing before it", told.Output, StringComparison.Ordinal);
        Assert.Equal((true, 4, 2), (explained["intact"]!.GetValue<bool>(), explained["explained"]![0]!["line"]!.GetValue<int>(), explained["explained"]![0]!["problems"]!.AsArray().Count));
        Assert.Contains("is intact: there is nothing to explain", (await TheProgram.RunAsync("audit", "begin", "--reason", "again", "--catalog", Catalog)).Exits(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_SeesMissingLinesAtTheEndOnlyByTheCatalogAndSaysSo()
    {
        await _log.AppendAsync([Entry("Shop"), Entry("Till")]);
        string copy = _folder.File("copy.jsonl");
        await File.WriteAllTextAsync(copy, (await File.ReadAllLinesAsync(_log.Path))[0] + "\n");

        ProgramResult alone = (await TheProgram.RunAsync("audit", "verify", "--log", copy)).Exits(0);
        Assert.Contains("missing at the end cannot be seen", alone.Error, StringComparison.Ordinal);
        Assert.Contains("intact, 1 line as it was written", alone.Output, StringComparison.Ordinal);
        JsonNode document = (await TheProgram.RunAsync("audit", "verify", "--log", copy, "--catalog", Catalog, "--json")).Exits(1).Json();
        Assert.Equal("endMissing", document["problem"]!["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("list")]
    [InlineData("begin", "--reason", "the disk failed on Monday")]
    public async Task ALogThatIsNotThere_IsNoIntactOne(string verb, params string[] more)
    {
        ProgramResult missing = (await TheProgram.RunAsync(["audit", verb, .. more, "--log", _folder.File("mistyped.jsonl"), "--json"])).Exits(1);

        Assert.Equal("fileAccess", missing.Json()["error"]!["code"]!.GetValue<string>());
        Assert.Contains("mistyped.jsonl", missing.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task List_TellsWhatWasRemovedWhyAndByWhom()
    {
        await _log.AppendAsync([Entry("Shop"), Entry("Till")]);

        ProgramResult text = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--database", "t*")).Exits(0);
        Assert.Contains("too old", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop", text.Output, StringComparison.Ordinal);

        JsonNode document = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--json")).Exits(0).Json();
        Assert.Equal(
            [
                "[].sequence: number", "[].at: string", "[].kind: string", "[].target: string", "[].medium: string", "[].address: null", "[].mediaSetId: string",
                "[].files[].path: string", "[].files[].stripe: number", "[].files[].length: number", "[].files[].sha256: null",
                "[].sets[].setGuid: string", "[].sets[].database: string", "[].sets[].finishedAt: string", "[].sets[].reason: string", "[].sets[].instance: string", "[].sets[].kind: string", "[].sets[].sizes: null",
                "[].bytes: number", "[].reason: string", "[].account: string", "[].machine: string", "[].toolVersion: string", "[].previous: string", "[].hash: string",
            ],
            JsonShape.Of(document));
        Assert.Equal("removed", document[0]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_BeginsWhereItIsAskedTo()
    {
        await _log.AppendAsync([Entry("Shop")]);

        JsonNode none = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--since", "2999-01-01", "--json")).Exits(0).Json();
        JsonNode all = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--since", "2000-01-01", "--json")).Exits(0).Json();

        Assert.Equal((0, 1), (none.AsArray().Count, all.AsArray().Count));
    }

    private static AuditEntry Entry(string database) => new()
    {
        Kind = AuditKind.Removed,
        Place = RetentionPlace.Here,
        MediaSetId = Guid.NewGuid(),
        Files = [new AuditedFile($"/backups/{database}.bak", 1, 4096, Sha256: null)],
        Sets = [new AuditedSet(Guid.NewGuid(), database, Noon, "too old") { Instance = "TILL7", Kind = BackupKind.Full }],
        Reason = "too old",
        Actor = new AuditActor("backup", "TILL7"),
    };
}
