using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Tests;

public sealed class TargetCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-test-").FullName;

    private string Targets => Path.Combine(_folder, "new", "targets.json");

    private string Nas => Path.Combine(_folder, "nas");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Add_MakesTheFileAndListShowsTheTarget()
    {
        JsonNode added = (await RunAsync("add", "folder", "nas", "--path", Nas, "--store", "0042", "--rate", "2MiB", "--full-speed", "22:00-07:00", "--json")).Exits(0).Json();
        Assert.Equal("added", (string?)added["outcome"]);
        Assert.Equal("0042", (string?)added["store"]);

        JsonNode target = (await RunAsync("list", "--json")).Exits(0).Json()["targets"]!.AsArray().Single()!;
        Assert.Equal("nas folder " + Nas, $"{target["name"]} {target["kind"]} {target["address"]}");
        Assert.Equal(2L << 20, (long)target["throttle"]!["bytesPerSecond"]!);
        Assert.Equal("22:00-07:00", (string?)target["throttle"]!["fullSpeed"]![0]);
        Assert.Equal("notNeeded", (string?)target["trust"]);

        ProgramResult list = (await RunAsync("list")).Exits(0);
        Assert.Contains("2MiB/s, none 22:00-07:00", list.Output, StringComparison.Ordinal);
        Assert.Contains("1 target of store 0042", list.Output, StringComparison.Ordinal);
        Assert.Empty(list.Error);
    }

    [Fact]
    public async Task Add_DefinesEachKind()
    {
        (await RunAsync("add", "sftp", "hq", "--host", "backup.example.com", "--user", "till", "--password", "env:HQ", "--jump-host", "gate", "--jump-user", "j", "--verify", "whole")).Exits(0);
        (await RunAsync("add", "ftp", "ftp", "--host", "ftp.example.com", "--user", "till", "--protection", "implicittls", "--certificate-pin", new string('a', 64))).Exits(0);
        (await RunAsync("add", "folder", "sticks", "--path", "PosBackup", "--volume", "stick A=serial:1A2B-3C4D", "--volume", "stick B=label:POS-B", "--expected-every", "never")).Exits(0);
        JsonArray targets = (await RunAsync("list", "--json")).Exits(0).Json()["targets"]!.AsArray();
        Assert.Equal(["till@backup.example.com:22", "till@ftp.example.com:990", "PosBackup on stick A or stick B"], targets.Select(target => (string?)target!["address"]));
        Assert.Equal(["unknown", "pinned", "notNeeded"], targets.Select(target => (string?)target!["trust"]));
        Assert.DoesNotContain("HQ", (await RunAsync("list", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoWhoAddAtOnce_AreBothInTheFile()
    {
        var store = new TargetFileStore(Targets, "0042");
        TargetRegistration one = await TargetRegistration.BeginAsync(store, new FolderDefinition { Name = "nas", Path = Nas }, replace: false, name: null, CancellationToken.None);
        TargetRegistration other = await TargetRegistration.BeginAsync(store, new FolderDefinition { Name = "usb", Path = Nas + "2" }, replace: false, name: null, CancellationToken.None);
        TargetRegistration same = await TargetRegistration.BeginAsync(store, new FolderDefinition { Name = "NAS", Path = Nas + "3" }, replace: false, name: null, CancellationToken.None);

        await one.WriteAsync(CancellationToken.None);
        await other.WriteAsync(CancellationToken.None);

        Assert.Equal(ErrorCode.InvalidOption, (await Assert.ThrowsAsync<PosBackupException>(() => same.WriteAsync(CancellationToken.None))).Code);
        Assert.Equal(["nas", "usb"], (await store.ReadAsync()).Targets.Select(target => target.Name));
    }

    [Fact]
    public async Task Add_RefusesANameThatIsTakenUnlessToldToReplaceIt()
    {
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        Assert.Contains("--replace", (await RunAsync("add", "folder", "NAS", "--path", Nas + "2")).Exits(2).Error, StringComparison.Ordinal);
        Assert.Equal("replaced", (string?)(await RunAsync("add", "folder", "NAS", "--path", Nas + "2", "--replace", "--json")).Exits(0).Json()["outcome"]);
        JsonNode target = (await RunAsync("list", "--json")).Exits(0).Json()["targets"]!.AsArray().Single()!;
        Assert.Equal("NAS " + Nas + "2", $"{target["name"]} {target["address"]}");
    }

    [Theory]
    [InlineData("add folder hq --path /x --replace")]
    [InlineData("remove hq")]
    public async Task ASecretBesideTheFile_GoesWithTheTargetThatItWasOf(string line)
    {
        string secret = Path.Combine(Path.GetDirectoryName(Targets)!, "secrets", "hq.password");
        string elsewhere = Path.Combine(Path.GetDirectoryName(Targets)!, "hq.passphrase");
        Directory.CreateDirectory(Path.GetDirectoryName(secret)!);
        await File.WriteAllTextAsync(secret, "x");
        await File.WriteAllTextAsync(elsewhere, "x");
        (await RunAsync("add", "sftp", "hq", "--host", "h", "--user", "u", "--password", $"file:{secret}", "--identity-file", "/k", "--passphrase", $"file:{elsewhere}")).Exits(0);

        (await RunAsync(line.Split(' '))).Exits(0);

        Assert.False(File.Exists(secret));
        Assert.True(File.Exists(elsewhere), "somebody else's file");
    }

    [Theory]
    [InlineData("sftp hq --host h --user u --password S3cr3t")]
    [InlineData("sftp hq --host h --user u --password=S3cr3t")]
    [InlineData("sftp hq --host h --user u --identity-file k --passphrase S3cr3t")]
    [InlineData("sftp hq --host h --user u --jump-host j --jump-user u --jump-password S3cr3t")]
    [InlineData("ftp hq --host h --user u --password S3cr3t")]
    [InlineData("ftp hq --host h --user u --pasword S3cr3t")]
    [InlineData("ftp hq --host u:S3cr3t@h --user u")]
    [InlineData("folder hq --path /p --user u --password S3cr3t")]
    public async Task Add_NeverRepeatsWhatMayBeASecret(string line)
    {
        ProgramResult result = (await RunAsync(["add", .. line.Split(' '), "--json"])).Exits(2);
        Assert.DoesNotContain("S3cr3t", result.Output + result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Targets));
    }

    [Theory]
    [InlineData("")]
    [InlineData("add")]
    [InlineData("add folder")]
    [InlineData("add folder nas")]
    [InlineData("add folder nas --path relative")]
    [InlineData("add folder nas --path /p --user u")]
    [InlineData("add folder -x --path /p")]
    [InlineData("add folder a/b --path /p")]
    [InlineData("add folder nas --path p --volume A")]
    [InlineData("add folder nas --path p --volume A=serial:xyz")]
    [InlineData("add folder nas --path /p --expected-every 8d")]
    [InlineData("add folder nas --path /p --full-speed 22:00-07:00")]
    [InlineData("add folder nas --path /p --rate 1MiB --full-speed night")]
    [InlineData("add folder nas --path /p --rate 1")]
    [InlineData("add folder nas --path /p --blocks 0")]
    [InlineData("add folder nas --path /p --whole-within 36h")]
    [InlineData("add sftp hq --host h")]
    [InlineData("add sftp hq --host h --user u --port 99999")]
    [InlineData("add sftp hq --host h --user u --jump-user u")]
    [InlineData("add sftp hq --host h --user u --passphrase prompt")]
    [InlineData("add sftp hq --host h --user u --connect-timeout 11m")]
    [InlineData("add sftp hq --host h --user u --host-key AAAA")]
    [InlineData("add ftp hq --host h --user u --allow-plaintext")]
    [InlineData("add ftp hq --host h --user u --certificate-pin abc")]
    [InlineData("add s3 hq")]
    [InlineData("trust")]
    [InlineData("trust hq --yes --fingerprint SHA256:x")]
    [InlineData("remove")]
    public async Task WrongCommandLines_ExitWith2AndWriteNothing(string line)
    {
        ProgramResult result = (await TheProgram.RunAsync(["target", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. (string[])(line.Split(' ').Length > 1 ? ["--targets", Targets] : [])])).Exits(2);
        Assert.NotEmpty(result.Error);
        Assert.False(File.Exists(Targets));
    }

    [Fact]
    public async Task Test_ProbesAFolderTellsWhatItCanDoAndLeavesNothing()
    {
        Directory.CreateDirectory(Nas);
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        JsonNode report = (await RunAsync("test", "nas", "--json")).Exits(0).Json().AsArray().Single()!;
        Assert.True((bool)report["passed"]!);
        Assert.Contains("continue", report["features"]!.AsArray().Select(feature => (string?)feature));
        Assert.Equal(10, report["steps"]!.AsArray().Count);
        Assert.Empty(report["left"]!.AsArray());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Nas));
        Assert.Contains("nas: passed", (await RunAsync("test")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfSomeThatFail_ExitsWith3AndTellsWhy()
    {
        Directory.CreateDirectory(Nas);
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "x");
        (await RunAsync("add", "folder", "broken", "--path", Path.Combine(_folder, "file", "below"))).Exits(0);
        ProgramResult result = (await RunAsync("test")).Exits(3);
        Assert.Contains("error: broken: ", result.Error, StringComparison.Ordinal);
        (await RunAsync("test", "broken")).Exits(1);
    }

    [Fact]
    public async Task AServerThatNobodyReaches_FailsTheProbeAtItsFirstStep()
    {
        (await RunAsync("add", "ftp", "ftp", "--host", "127.0.0.1", "--port", "1", "--user", "u", "--password", "env:PATH", "--protection", "none", "--allow-plaintext")).Exits(0);
        ProgramResult result = (await RunAsync("test", "ftp")).Exits(1);
        Assert.Contains("error: ftp: connect: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("for all to read", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_AsksNobodyWithoutATerminal()
    {
        (await RunAsync("add", "sftp", "hq", "--host", "127.0.0.1", "--port", "1", "--user", "u")).Exits(0);
        Assert.Contains("--fingerprint", (await RunAsync("trust", "hq")).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("no server on the way", (await RunAsync("trust", "hq", "--jump", "--yes")).Exits(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_BeginsWithTheServerOnTheWay()
    {
        (await RunAsync("add", "sftp", "hq", "--host", "127.0.0.1", "--port", "1", "--user", "u", "--jump-host", "127.0.0.1", "--jump-port", "1", "--jump-user", "u")).Exits(0);
        Assert.Contains("target trust hq --jump", (await RunAsync("trust", "hq", "--yes")).Exits(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_OfAFolder_IsRefused()
    {
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        Assert.Contains("no server", (await RunAsync("trust", "nas", "--yes")).Exits(2).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test", "other")]
    [InlineData("trust", "other", "--yes")]
    [InlineData("remove", "other")]
    public async Task AnUnknownName_IsToldWithThoseThereAre(params string[] line)
    {
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        ProgramResult result = (await RunAsync([.. line, "--json"])).Exits(1);
        Assert.Equal("targetNotFound", (string?)result.Json()["error"]!["code"]);
        Assert.Contains("there are nas", (string?)result.Json()["error"]!["hint"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_TakesTheDefinitionAndNothingElse()
    {
        Directory.CreateDirectory(Nas);
        await File.WriteAllTextAsync(Path.Combine(Nas, "copy.bak"), "x");
        (await RunAsync("add", "folder", "nas", "--path", Nas)).Exits(0);
        Assert.Equal("removed", (string?)(await RunAsync("remove", "nas", "--json")).Exits(0).Json()["outcome"]);
        Assert.Empty((await RunAsync("list", "--json")).Exits(0).Json()["targets"]!.AsArray());
        Assert.True(File.Exists(Path.Combine(Nas, "copy.bak")));
    }

    [Fact]
    public async Task AMissingFile_IsToldWithWhatMakesOne()
    {
        ProgramResult result = (await RunAsync("list")).Exits(1);
        Assert.Contains("posbackup target add", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Targets)));
    }

    private Task<ProgramResult> RunAsync(params string[] line) => TheProgram.RunAsync(["target", .. line, "--targets", Targets]);
}
