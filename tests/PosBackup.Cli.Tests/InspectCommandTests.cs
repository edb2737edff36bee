using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Tests.Support;
using TemporaryFolder = PosBackup.Cli.Tests.Support.TemporaryFolder;

namespace PosBackup.Cli.Tests;

public sealed class InspectCommandTests : IDisposable
{
    private const string Full = "PureStorage/backup_test_raw.bak";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CorpusFact]
    public async Task Json_HasTheShapeThatIsWrittenDown()
    {
        string[] shape = JsonShape.Of((await TheProgram.RunAsync("inspect", Corpus.PathOf(""), "--json")).Exits(0).Json());
        Assert.Equal(
            [
                "[].file: string", "[].container: string", "[].compressed: boolean", "[].encrypted: boolean", "[].stripe: number", "[].stripes: number",
                "[].mediaSetId: string", "[].length: number",
                "[].sets[].position: number", "[].sets[].kind: string", "[].sets[].database: string", "[].sets[].instance: string", "[].sets[].machine: string",
                "[].sets[].user: string", "[].sets[].name: string", "[].sets[].description: string", "[].sets[].startedAt: string", "[].sets[].finishedAt: string",
                "[].sets[].firstLsn: string", "[].sets[].lastLsn: string", "[].sets[].checkpointLsn: string", "[].sets[].databaseBackupLsn: string",
                "[].sets[].differentialBaseLsn: null|string", "[].sets[].forkPointLsn: null|string", "[].sets[].setGuid: string",
                "[].sets[].differentialBaseGuid: null|string", "[].sets[].familyGuid: string", "[].sets[].firstRecoveryForkGuid: string",
                "[].sets[].recoveryForkGuid: string", "[].sets[].hasChecksum: boolean", "[].sets[].copyOnly: boolean", "[].sets[].flags: number",
                "[].sets[].recoveryModel: string", "[].sets[].pageVerify: string", "[].sets[].softwareVersion: string", "[].sets[].databaseVersion: number",
                "[].sets[].compatibilityLevel: number", "[].sets[].backupSize: number", "[].sets[].compressedSize: number",
                "[].sets[].files[].logicalName: string", "[].sets[].files[].physicalName: string", "[].sets[].files[].type: string", "[].sets[].files[].fileId: number",
                "[].sets[].files[].fileGroup: null|string", "[].sets[].files[].size: number", "[].sets[].files[].maxSize: number",
                "[].sets[].files[].backupSize: number", "[].sets[].files[].uniqueId: string",
            ],
            shape.Where(line => !line.StartsWith("[].findings", StringComparison.Ordinal)));
    }

    [CorpusFact]
    public async Task Json_TellsOfEveryCorpusFileWhatItsManifestTells()
    {
        JsonArray media = (await TheProgram.RunAsync("inspect", Corpus.PathOf(""), "--json")).Exits(0).Json().AsArray();
        Dictionary<string, JsonNode> byFile = media.ToDictionary(one => one!["file"]!.GetValue<string>(), one => one!, StringComparer.Ordinal);
        Assert.Equal(Corpus.Files.Count, media.Count);
        Assert.All(Corpus.Files, expected =>
        {
            JsonNode set = byFile[expected.FullPath]["sets"]![0]!;
            Assert.Equal(
                (expected.Database, expected.FirstLsn, expected.Start.Replace(' ', 'T'), expected.Kinds[..1]),
                (set["database"]!.GetValue<string>(), set["firstLsn"]!.GetValue<string>(), set["startedAt"]!.GetValue<string>()[..19], Letter(set["kind"]!.GetValue<string>())));
            Assert.Equal((expected.Stripe, expected.Stripes), (byFile[expected.FullPath]["stripe"]!.GetValue<int>(), byFile[expected.FullPath]["stripes"]!.GetValue<int>()));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$", set["finishedAt"]!.GetValue<string>());
        });
    }

    [CorpusFact]
    public async Task Text_NamesTheSetForAPerson()
    {
        string output = (await TheProgram.RunAsync("inspect", Corpus.PathOf(Full))).Exits(0).Output;
        CorpusFile expected = Corpus.Files.Single(file => file.File == Full);
        Assert.Contains(expected.Database, output, StringComparison.Ordinal);
        Assert.Contains($"LSN {expected.FirstLsn} to {expected.LastLsn}", output, StringComparison.Ordinal);
    }

    [CorpusFact]
    public async Task Folders_AreSearchedByContentAndNotByName()
    {
        string media = _folder.Copy(Full, "no extension at all");
        string claims = _folder.File("claims.BAK");
        await File.WriteAllTextAsync(claims, "I am no backup");
        await File.WriteAllTextAsync(_folder.File("notes.txt"), "nor am I");
        JsonArray found = (await TheProgram.RunAsync("inspect", _folder.Path, "--json")).Exits(3).Json().AsArray();
        Assert.Equal([claims, media], found.Select(one => one!["file"]!.GetValue<string>()));
        Assert.Null(found[0]!["container"]);
        Assert.Equal("notBackupMedia", found[0]!["findings"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task AMissingFile_IsAnElementWithItsError()
    {
        ProgramResult result = (await TheProgram.RunAsync("inspect", _folder.File("gone.bak"), "--json")).Exits(1);
        JsonNode one = Assert.Single(result.Json().AsArray())!;
        Assert.Equal(_folder.File("gone.bak"), one["file"]!.GetValue<string>());
        Assert.Equal("fileAccess", one["error"]!["code"]!.GetValue<string>());
        Assert.Contains("gone.bak", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TAPE")]
    [InlineData("MSSQLBAK")]
    [InlineData("TAPE\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("<html><body>404</body></html>")]
    public async Task Garbage_IsAFindingAndNoCrash(string content)
    {
        string file = _folder.File("garbage.bak");
        await File.WriteAllTextAsync(file, content);
        JsonNode inspected = Assert.Single((await TheProgram.RunAsync("inspect", file, "--json")).Json().AsArray())!;
        JsonNode verified = Assert.Single((await TheProgram.RunAsync("verify", file, "--json", "--catalog", _folder.File("none.db"))).Exits(1).Json().AsArray())!;
        Assert.NotEmpty(inspected["findings"]!.AsArray());
        Assert.NotEmpty(verified["findings"]!.AsArray());
        Assert.NotEqual("intact", verified["verdict"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnEmptyFolder_IsSaidToBeEmpty()
    {
        ProgramResult result = (await TheProgram.RunAsync("inspect", _folder.Path, "--json")).Exits(0);
        Assert.Equal("[]", result.Output.Trim());
        Assert.Contains(_folder.Path, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkThatLeadsNowhere_IsAnErrorAndNotPassedOver()
    {
        string link = _folder.File("moved.bak");
        File.CreateSymbolicLink(link, _folder.File("gone.bak"));
        JsonNode one = Assert.Single((await TheProgram.RunAsync("inspect", _folder.Path, "--json")).Exits(1).Json().AsArray())!;
        Assert.Equal((link, "fileAccess"), (one["file"]!.GetValue<string>(), one["error"]!["code"]!.GetValue<string>()));
    }

    [CorpusFact]
    public async Task ALinkedFolderThatLeadsBack_IsFollowedOnce()
    {
        string media = _folder.Copy(Full);
        Directory.CreateSymbolicLink(_folder.File("again"), _folder.Path);
        JsonArray found = (await TheProgram.RunAsync("inspect", _folder.Path, "--json")).Exits(0).Json().AsArray();
        Assert.Equal(media, Assert.Single(found)!["file"]!.GetValue<string>());
    }

    private static string Letter(string kind) => kind switch
    {
        "full" => "D",
        "differential" => "I",
        "log" => "L",
        _ => kind,
    };
}
