using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Cli.Tests;

public sealed class CatalogCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-test-").FullName;

    private string Catalog => Path.Combine(_folder, "catalog.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData]
    [InlineData("--runs")]
    public async Task List_SaysThatThereIsNoCatalogAndMakesNone(params string[] more)
    {
        string catalog = Path.Combine(_folder, "mistyped", "catalog.db");
        ProgramResult result = (await TheProgram.RunAsync(["list", "--catalog", catalog, "--json", .. more])).Exits(1);
        Assert.Equal("catalogUnavailable", result.Json()["error"]!["code"]!.GetValue<string>());
        Assert.Contains(catalog, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Rebuild_FailsOnWhatIsNoBackup()
    {
        string letter = Path.Combine(_folder, "letter.bak");
        await File.WriteAllTextAsync(letter, "Dear shop,");
        ProgramResult result = (await TheProgram.RunAsync("catalog", "rebuild", _folder, "--catalog", Catalog, "--json")).Exits(1);
        Assert.Equal(letter, result.Json()["problems"]![0]!["file"]!.GetValue<string>());
        Assert.Contains("no SQL Server backup", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfADamagedCatalogNamesTheWayOut()
    {
        await File.WriteAllTextAsync(Catalog, new string('x', 8192));
        ProgramResult result = (await TheProgram.RunAsync("list", "--catalog", Catalog)).Exits(1);
        Assert.Contains(Catalog, result.Error, StringComparison.Ordinal);
        Assert.Contains("rename it and run 'posbackup catalog rebuild", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuild_SetsADamagedCatalogAside()
    {
        string backups = Directory.CreateDirectory(Path.Combine(_folder, "backups")).FullName;
        (await TheProgram.RunAsync("catalog", "rebuild", backups, "--catalog", Catalog)).Exits(0);
        byte[] damaged = await File.ReadAllBytesAsync(Catalog);
        damaged.AsSpan(100).Fill((byte)'x');
        await File.WriteAllBytesAsync(Catalog, damaged);

        ProgramResult rebuilt = (await TheProgram.RunAsync("catalog", "rebuild", backups, "--catalog", Catalog, "--json")).Exits(0);
        JsonNode document = rebuilt.Json();
        Assert.Contains($"there is no {Path.Combine(_folder, "holds.json")}", rebuilt.Error, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(document["setAside"]!.GetValue<string>()));
        (await TheProgram.RunAsync("list", "--catalog", Catalog)).Exits(0);
    }

    [Fact]
    public async Task Rebuild_LeavesAFileAloneThatIsNoCatalog()
    {
        string certificate = Path.Combine(_folder, "server.cer");
        await File.WriteAllTextAsync(certificate, new string('x', 900));
        ProgramResult result = (await TheProgram.RunAsync("catalog", "rebuild", _folder, "--catalog", certificate, "--json")).Exits(1);
        Assert.Equal("catalogUnavailable", result.Json()["error"]!["code"]!.GetValue<string>());
        Assert.Contains(certificate, result.Error, StringComparison.Ordinal);
        Assert.Equal([certificate], Directory.GetFileSystemEntries(_folder));
        Assert.Equal(new string('x', 900), await File.ReadAllTextAsync(certificate));
    }

    [Fact]
    public async Task Forget_TellsWhatIsLostAndForgetsOnlyWhenItIsTold()
    {
        Manifest gone = SomeMedia.Manifest(Path.Combine(_folder, "disk", "Shop.bak"), SomeMedia.Set());
        new BackupCatalog(Catalog).Record([gone]);
        string disk = Path.Combine(_folder, "disk");

        ProgramResult dry = (await TheProgram.RunAsync("catalog", "forget", disk, "--catalog", Catalog, "--dry-run")).Exits(0);
        ProgramResult unasked = (await TheProgram.RunAsync("catalog", "forget", disk, "--catalog", Catalog)).Exits(2);
        Assert.Single(new BackupCatalog(Catalog).List());
        JsonNode document = (await TheProgram.RunAsync("catalog", "forget", disk, "--catalog", Catalog, "--yes", "--json")).Exits(0).Json();
        JsonNode log = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--json")).Exits(0).Json();

        Assert.Contains($"gone: {gone.Media.Path}", dry.Output, StringComparison.Ordinal);
        Assert.Contains("dry run: nothing was changed", dry.Output, StringComparison.Ordinal);
        Assert.Contains("no other copy is known of the full of Shop", dry.Error, StringComparison.Ordinal);
        Assert.Contains("give --yes", unasked.Error, StringComparison.Ordinal);
        Assert.Equal((gone.Media.Path, gone.Media.Sets[0].SetGuid), (document["media"]![0]!.GetValue<string>(), document["lost"]![0]!["setGuid"]!.GetValue<Guid>()));
        Assert.Empty(new BackupCatalog(Catalog).List());
        Assert.Equal("forgotten", Assert.Single(log.AsArray())!["kind"]!.GetValue<string>());
        (await TheProgram.RunAsync("catalog", "forget", disk, "--catalog", Catalog, "--yes")).Exits(1);
    }

    [Fact]
    public async Task Rebuild_OfAnEmptyFolderForgetsOnlyWhenItIsTold()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        new BackupCatalog(Catalog).Record([SomeMedia.Manifest(Path.Combine(disk, "Shop.bak"), SomeMedia.Set())]);

        ProgramResult refused = (await TheProgram.RunAsync("catalog", "rebuild", disk, "--catalog", Catalog)).Exits(1);
        Assert.Single(new BackupCatalog(Catalog).List());
        ProgramResult told = (await TheProgram.RunAsync("catalog", "rebuild", disk, "--catalog", Catalog, "--forget", "--json")).Exits(0);
        JsonNode log = (await TheProgram.RunAsync("audit", "list", "--catalog", Catalog, "--json")).Exits(0).Json();

        Assert.Contains("no other copy is known of the full of Shop", told.Error, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(disk, "Shop.bak"), Assert.Single(told.Json()["dropped"]!.AsArray())!.GetValue<string>());
        Assert.Equal("forgotten", Assert.Single(log.AsArray())!["kind"]!.GetValue<string>());
        Assert.Contains($"{disk} is empty, and the catalog expects 1 media file in it: it stays expected", refused.Error, StringComparison.Ordinal);
        Assert.Empty(new BackupCatalog(Catalog).List());
    }

    [Fact]
    public async Task Rebuild_TellsOnceOfEachFileThatItForgets()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        string gone = Path.Combine(disk, "Shop.bak");
        new BackupCatalog(Catalog).Record([SomeMedia.Manifest(gone, SomeMedia.Set())]);

        ProgramResult told = (await TheProgram.RunAsync("catalog", "rebuild", disk, "--catalog", Catalog, "--forget")).Exits(0);

        Assert.Equal($"gone: {gone}", Assert.Single(told.Output.Split('\n', StringSplitOptions.TrimEntries), line => line.Contains(gone, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rebuild_OfAFolderThatIsMissingFails()
    {
        ProgramResult result = (await TheProgram.RunAsync("catalog", "rebuild", Path.Combine(_folder, "gone"), "--catalog", Catalog)).Exits(1);
        Assert.Contains("there is no file or folder " + Path.Combine(_folder, "gone"), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("media file", result.Error, StringComparison.Ordinal);
    }
}
