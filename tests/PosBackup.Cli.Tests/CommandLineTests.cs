using System.Globalization;
using System.Text.Json;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => ["", "backup", "check", "restore", "inspect", "verify", "list", "catalog", "catalog rebuild", "target", "target add", "target add sftp", "target list", "target test", "target trust", "target remove"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_StatesTheExitCodes(string command)
    {
        ProgramResult help = (await TheProgram.RunAsync([.. Words(command), "--help"])).Exits(0);
        foreach (string code in (string[])["0    done", "1    failed", "2    the command line", "3    some failed", "4    the backups do not lead", "130  cancelled"])
            Assert.Contains(code, help.Output, StringComparison.Ordinal);
        Assert.Empty(help.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bakcup")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("catalog")]
    [InlineData("catalog rebuild")]
    [InlineData("list --kind incremental")]
    [InlineData("list --since yesterday")]
    [InlineData("backup --database Shop")]
    [InlineData("backup --instance x --database Shop --append --overwrite")]
    [InlineData("backup --instance x --database Shop --stall-timeout 10")]
    [InlineData("backup --instance x --database Shop --max-size 9XB")]
    [InlineData("backup --instance x --database Shop --encrypt sometimes")]
    [InlineData("backup --instance x --database Shop --compression 7")]
    [InlineData("backup --instance x --database Shop --password secret")]
    [InlineData("backup --instance x")]
    [InlineData("backup --instance x --database Shop --stripes 65")]
    [InlineData("backup --instance x --database Shop --stall-timeout 1s")]
    [InlineData("backup --instance x --database Shop --block-size 1000")]
    [InlineData("backup --instance x --database Shop --user sa")]
    [InlineData("backup --instance x --database Shop --password-file p")]
    [InlineData("backup --instance x --database Shop --overwrite --stripes many")]
    [InlineData("backup --instance x --database Shop --copy-only --kind incremental")]
    [InlineData("backup --instance x --database Shop --append=maybe --overwrite")]
    [InlineData("restore --instance x --database Shop")]
    [InlineData("restore --instance x --to latest")]
    [InlineData("restore --instance x --database Shop --to 12:00")]
    [InlineData("restore --instance x --database master --to latest")]
    [InlineData("restore --instance x --database Shop --to latest --stall-timeout 1s")]
    [InlineData("restore --instance x --database Shop --to latest --data-folder here")]
    [InlineData("restore --instance x --database Shop --to latest --user sa")]
    [InlineData("verify x --parallelism 65")]
    [InlineData("inspect x --jsn")]
    [InlineData("backup --instance x --database Shop --folder --apend")]
    public async Task WrongCommandLines_ExitWith2AndSayWhy(string line)
    {
        ProgramResult plain = (await TheProgram.RunAsync(Words(line))).Exits(2);
        Assert.Empty(plain.Output);
        Assert.StartsWith("error: ", plain.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", plain.Error, StringComparison.Ordinal);

        ProgramResult json = (await TheProgram.RunAsync([.. Words(line), "--json"])).Exits(2);
        Assert.Equal("invalidOption", json.Json()["error"]!["code"]!.GetValue<string>());
    }

    /// <summary>An option that is taken and does nothing is believed to work.</summary>
    [Theory]
    [InlineData("list --runs --database Shop", "--database")]
    [InlineData("list --runs --instance TILL", "--instance")]
    [InlineData("list --runs --kind full", "--kind")]
    [InlineData("list --runs --since 2026-01-01", "--since")]
    [InlineData("list --runs --missing", "--missing")]
    [InlineData("verify x --quick --parallelism 2", "--parallelism")]
    [InlineData("backup --instance x -d Shop --max-sets 2", "--append")]
    [InlineData("backup --instance x -d Shop --max-size 2MiB", "--append")]
    [InlineData("check --instance x -d Shop --max-age 2d", "--append")]
    [InlineData("backup --instance x -d Shop --append --overwrite", "--overwrite")]
    [InlineData("backup --instance x -d Shop --overwrite --no-verify", "--no-verify")]
    [InlineData("backup --instance x -d Shop --folder /a --media-file /a/b", "--media-file")]
    [InlineData("backup --instance x -d Shop --encryption-algorithm aes128", "--encryption-certificate")]
    [InlineData("backup --instance x -d Shop --password-file p", "--user")]
    [InlineData("backup --instance x -d Shop --trust-server-certificate --server-certificate c", "--server-certificate")]
    [InlineData("backup --instance x -d Shop --encrypt optional --server-certificate c", "--server-certificate")]
    [InlineData("backup --instance x -d Shop --encrypt strict --trust-server-certificate", "--trust-server-certificate")]
    [InlineData("backup --instance x -d Shop --copy-only --kind differential", "--copy-only")]
    [InlineData("backup --instance x -d Shop --stripes 2 --overwrite", "--stripes")]
    public async Task OptionsThatDoNotGoTogether_AreRefusedByName(string line, string other)
    {
        ProgramResult result = (await TheProgram.RunAsync(Words(line))).Exits(2);
        Assert.Contains(other, result.Error.Split('\n')[0], StringComparison.Ordinal);
        Assert.True(result.Error.Split('\n')[0].Split("--").Length > 2, result.Error);
    }

    [Theory]
    [InlineData("restore --instance x -d Shop --to latest --from-target hq --from /tmp", "--from-target and --from exclude each other")]
    [InlineData("restore --instance x -d Shop --to latest --store 0042", "--store is for --from-target")]
    [InlineData("drill --instance x --staging /tmp", "--staging is for --from-target")]
    [InlineData("sync --to latest", "--to is for --download")]
    [InlineData("sync --folder /tmp", "--folder is for --download")]
    [InlineData("sync --download -d Shop --folder /tmp", "no moment is named")]
    [InlineData("sync --download -d Shop --to latest --folder /tmp --rpo 1h", "--download and --rpo exclude each other")]
    public async Task OptionsThatMeanNothing_AreRefusedWithWhatTheyAreFor(string line, string message)
    {
        ProgramResult refused = (await TheProgram.RunAsync(Words(line))).Exits(2);

        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("catalog rebuild")]
    [InlineData("list --catalog")]
    [InlineData("list --instance")]
    [InlineData("backup --instance x --database")]
    [InlineData("backup --database x --instance")]
    [InlineData("backup --instance x --database y --user u --password-file")]
    [InlineData("backup --instance x --database y --server-certificate")]
    [InlineData("backup --instance x --database y --folder")]
    [InlineData("backup --instance x --database y --kind")]
    public async Task AnEmptyValue_IsRefused(string line)
    {
        ProgramResult result = (await TheProgram.RunAsync([.. Words(line), ""])).Exits(2);
        Assert.Contains("is empty", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not foreseen", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty first line")]
    [InlineData("\nsecond", "empty first line")]
    [InlineData("s\0e\0c\0", "NUL")]
    [InlineData("s\te", "control")]
    public async Task APasswordFileThatHoldsNone_IsRefusedAndNotRepeated(string content, string why)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            ProgramResult result = (await TheProgram.RunAsync("check", "--instance", "127.0.0.1,1", "--database", "Shop", "--user", "sa", "--password-file", file)).Exits(2);
            Assert.Contains(why, result.Error, StringComparison.Ordinal);
            Assert.Contains(file, result.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task APasswordFileThatIsEndless_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;

        ProgramResult result = (await TheProgram.RunAsync("check", "--instance", "127.0.0.1,1", "--database", "Shop", "--user", "sa", "--password-file", "/dev/zero")).Exits(2);
        Assert.Contains("/dev/zero", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever is used to another program types the password as it takes it.</summary>
    [Theory]
    [InlineData("-P S3cr3t", "argument 6: there is no option -P")]
    [InlineData("-PS3cr3t", "argument 6: there is no option -P")]
    [InlineData("-Password=S3cr3t", "argument 6: there is no option -P")]
    [InlineData("--password S3cr3t", "argument 6: there is no option --password")]
    [InlineData("--password=S3cr3t", "argument 6: there is no option --password")]
    [InlineData("--password:S3cr3t", "argument 6: there is no option --password")]
    [InlineData("--passwordS3cr3t", "argument 6: there is no option --password")]
    [InlineData("/password:S3cr3t", "argument 6 is not understood; it begins with /password")]
    [InlineData("/S3cr3t", "argument 6 is not understood\n")]
    [InlineData("password=S3cr3t", "argument 6 is not understood\n")]
    [InlineData("S3cr3t", "argument 6 is not understood\n")]
    [InlineData("--stripes -PS3cr3t", "argument 7: there is no option -P")]
    [InlineData("--folder --password=S3cr3t", "argument 7: there is no option --password")]
    [InlineData("--user sa S3cr3t", "argument 8 is not understood\n")]
    public async Task AnArgumentThatMayBeAPassword_IsToldByItsPlaceAndNotRepeated(string more, string complaint)
    {
        ProgramResult result = (await TheProgram.RunAsync([.. Words("backup --instance x --database Shop"), .. Words(more), "--json"])).Exits(2);
        Assert.Contains(complaint, result.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("3cr3t", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("invalidOption", result.Json()["error"]!["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("backup --instance 127.0.0.1,1 --connect-timeout 1s --database Shop --user sa --password-file @{0}", "cannot read the password file")]
    [InlineData("backup --database Shop --instance @{0}", "something else than a name")]
    [InlineData("inspect @{0}", "there is no file")]
    public async Task AnArgumentWithAnAtSign_IsNoFileOfArguments(string line, string complaint)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "S3cr3t more");
            ProgramResult result = await TheProgram.RunAsync(Words(string.Format(CultureInfo.InvariantCulture, line, file)));
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains(complaint, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("S3cr3t", result.Output + result.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ADatabaseWithAnAtSign_IsADatabase()
    {
        ProgramResult result = (await TheProgram.RunAsync(Words("backup --instance 127.0.0.1,1 --connect-timeout 1s --database @Shop --json"))).Exits(1);
        Assert.Equal("@Shop", result.Json()["results"]![0]!["database"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --drills")]
    [InlineData("check --database Shop")]
    [InlineData("restore --database Shop --to latest")]
    [InlineData("drill --database Shop")]
    public async Task AConnectionStringInPlaceOfAnInstance_IsRefusedAndNotRepeated(string line)
    {
        ProgramResult result = (await TheProgram.RunAsync([.. Words(line), "--instance", "Server=x;Password=S3cr3t", "--json"])).Exits(2);
        Assert.Contains("something else than a name", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3cr3t", result.Output + result.Error, StringComparison.Ordinal);
    }

    /// <summary>A property of the options that nobody can set from the command line would be noticed here. Approvals are for who asks a person between plan and run.</summary>
    [Fact]
    public async Task Backup_HasAnOptionForEveryProperty()
    {
        Dictionary<string, string> otherNames = new(StringComparer.Ordinal)
        {
            ["Databases"] = "--database", ["Caps"] = "--max-sets", ["Mode"] = "--append", ["Checksum"] = "--no-checksum", ["Verify"] = "--no-verify",
            ["Encryption"] = "--encryption-certificate", ["Password"] = "--password-file",
        };
        IEnumerable<string> expected = typeof(BackupOptions).GetProperties().Where(property => property.Name is not nameof(BackupOptions.Approved)).Concat(typeof(InstanceOptions).GetProperties().Where(p => p.PropertyType != typeof(ConnectionEncryption)))
            .Select(property => otherNames.GetValueOrDefault(property.Name) ?? "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name))
            .Append("--encrypt");

        string help = (await TheProgram.RunAsync("backup", "--help")).Exits(0).Output;
        Assert.All(expected, option => Assert.Matches($@"(^|[ ,]){option}[ ,]", help));
    }

    [Fact]
    public async Task Restore_HasAnOptionForEveryProperty()
    {
        Dictionary<string, string> otherNames = new(StringComparer.Ordinal)
        {
            ["Target"] = "--as", ["Moment"] = "--to", ["Finish"] = "--no-recovery", ["StandbyFile"] = "--standby", ["Zone"] = "--time-zone",
        };
        // What is fetched first is found by --from-target.
        IEnumerable<string> expected = typeof(RestoreOptions).GetProperties().Where(property => property.CanWrite && property.Name != nameof(RestoreOptions.Expected))
            .Select(property => otherNames.GetValueOrDefault(property.Name) ?? "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name))
            .Concat(["--dry-run", "--state", "--catalog", "--to-set", "--to-lsn", "--before-lsn", "--to-mark", "--before-mark", "--after"]);

        string help = (await TheProgram.RunAsync("restore", "--help")).Exits(0).Output;
        Assert.All(expected, option => Assert.Matches($@"(^|[ ,]){option}[ ,]", help));
    }

    [Fact]
    public async Task Backup_SaysThatThereIsNoPassword()
    {
        ProgramResult result = (await TheProgram.RunAsync("backup", "--instance", "localhost", "--database", "Shop", "--user", "sa")).Exits(2);
        Assert.Contains("POSBACKUP_SQL_PASSWORD", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_NeverShowsThePassword()
    {
        const string Password = "N0-one/must;see'this";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["POSBACKUP_SQL_PASSWORD"] = Password };
        ProgramResult result = (await TheProgram.RunAsync(
            ["backup", "--instance", "127.0.0.1,1", "--database", "Shop", "--user", "sa", "--connect-timeout", "1s", "--json", "--verbose"], environment));
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain(Password, result.Output + result.Error, StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
