using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Tests.Support;
using TemporaryFolder = PosBackup.Cli.Tests.Support.TemporaryFolder;

namespace PosBackup.Cli.Tests;

/// <summary>What would comfort or accuse without reason, or tell a secret.</summary>
public sealed class FalseComfortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task VerifyingAnEmptyFolder_Fails()
    {
        ProgramResult result = (await TheProgram.RunAsync("verify", _folder.Path, "--json", "--catalog", _folder.File("catalog.db"))).Exits(1);
        Assert.Empty(result.Json().AsArray());
        Assert.Contains($"nothing to verify was found in {_folder.Path}", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--drills")]
    public async Task ListingADatabaseThatTheCatalogDoesNotKnow_SaysSo(params string[] more)
    {
        string[] catalog = ["--catalog", _folder.File("catalog.db")];
        await TheProgram.RunAsync(["backup", "--instance", "127.0.0.1,1", "--connect-timeout", "1s", "--database", "Shop", .. catalog]);

        ProgramResult result = (await TheProgram.RunAsync(["list", "--database", "Nope", "--json", .. more, .. catalog])).Exits(0);

        Assert.Contains("matches the database Nope", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Json().AsArray());
    }

    [Fact]
    public async Task RunsAreListed_WithTheOffsetOfTheirTimes()
    {
        string[] catalog = ["--catalog", _folder.File("catalog.db")];
        await TheProgram.RunAsync(["backup", "--instance", "127.0.0.1,1", "--connect-timeout", "1s", "--database", "Shop", .. catalog]);

        Assert.Matches(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d  ", (await TheProgram.RunAsync(["list", "--runs", .. catalog])).Exits(0).Output);
    }

    [CorpusFact]
    public async Task ADamagedCopy_DoesNotAccuseTheWholeOneBesideIt()
    {
        string whole = _folder.Copy("PureStorage/backup_test_raw.bak");
        string cut = Path.Combine(_folder.Path, "cut.bak");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(whole))[..1_000_000]);

        JsonArray media = (await TheProgram.RunAsync("verify", whole, cut, "--json", "--catalog", _folder.File("catalog.db"))).Exits(3).Json().AsArray();

        Assert.Equal(["intact", "damaged"], media.Select(one => one!["verdict"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("--password", "S3cr3t-zz")]
    [InlineData("--password=S3cr3t-zz", "--json")]
    public async Task APasswordOnTheCommandLine_IsRefusedAndNotRepeated(string option, string next)
    {
        ProgramResult result = (await TheProgram.RunAsync("backup", "--instance", "127.0.0.1,1", "--database", "Shop", option, next)).Exits(2);
        Assert.DoesNotContain("S3cr3t", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("--password", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=TILL;User Id=sa;Password=S3cr3t-zz")]
    [InlineData("sqlserver://sa:S3cr3t-zz@TILL")]
    [InlineData("S3cr3t-zz,65536")]
    public async Task APastedConnectionString_IsRefusedAndNotRepeated(string instance)
    {
        foreach (string command in (string[])["backup", "check"])
        {
            ProgramResult result = (await TheProgram.RunAsync(command, "--instance", instance, "--database", "Shop", "--verbose")).Exits(2);
            Assert.DoesNotContain("S3cr3t", result.Output + result.Error, StringComparison.Ordinal);
            Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task APasswordOnTheLineOfARestore_IsRefusedAndNotRepeated()
    {
        ProgramResult option = (await TheProgram.RunAsync("restore", "--instance", "127.0.0.1,1", "--database", "Shop", "--to", "latest", "--password", "S3cr3t-zz")).Exits(2);
        ProgramResult instance = (await TheProgram.RunAsync("restore", "--instance", "Server=TILL;Password=S3cr3t-zz", "--database", "Shop", "--to", "latest", "--verbose")).Exits(2);
        Assert.DoesNotContain("S3cr3t", option.Output + option.Error + instance.Output + instance.Error, StringComparison.Ordinal);
    }
}
