using System.CommandLine;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Tests.Settings;

/// <summary>The command line of restore, without a process: what it means, and what it refuses.</summary>
public sealed class RestoreSettingsTests
{
    private const string Set = "a6c7b1d0-0f4e-4f7e-9c55-2b7d3c1f0e11";

    [Fact]
    public void TheShortestLine_RestoresTheNewestUnderTheOldNameAndOverwritesNothing()
    {
        RestoreOptions options = Read("-d Shop --to latest");
        Assert.Equal(("x", "Shop", "Shop", RestoreMoment.Newest), (options.Instance.Instance, options.Database, options.TargetName, options.Moment));
        Assert.Equal((false, RestoreFinish.Recover, TimeSpan.FromMinutes(10)), (options.Replace, options.Finish, options.StallTimeout));
        Assert.Equal(
            (null, null, null, null, null, null, null),
            (options.Target, options.SourceInstance, options.TailLog, options.TailLogFolder, options.DataFolder, options.LogFolder, options.Zone));
        Assert.Empty(options.From);
    }

    [Fact]
    public void EveryOption_ReachesTheEngine()
    {
        RestoreOptions options = Read(
            "--database Shop --as Shop_look --from /a --from /b/c.bak --source-instance TILL1 --to latest --replace --tail-log take --tail-log-folder /t "
            + "--data-folder /d --log-folder /l --standby /u/undo --time-zone Asia/Shanghai --stall-timeout 5m");
        Assert.Equal(("Shop_look", "TILL1", "/t", "/d", "/l", "/u/undo"), (options.Target, options.SourceInstance, options.TailLogFolder, options.DataFolder, options.LogFolder, options.StandbyFile));
        Assert.Equal((true, TailLogChoice.Take, RestoreFinish.Standby, TimeSpan.FromMinutes(5)), (options.Replace, options.TailLog, options.Finish, options.StallTimeout));
        Assert.Equal(TimeSpan.FromHours(8), options.Zone!.BaseUtcOffset);
        Assert.Equal(["/a", "/b/c.bak"], options.From);
    }

    [Theory]
    [InlineData("", RestoreFinish.Recover)]
    [InlineData("--no-recovery", RestoreFinish.NoRecovery)]
    [InlineData("--standby", RestoreFinish.Standby)]
    [InlineData("--standby /undo", RestoreFinish.Standby)]
    public void Finish_IsWhatTheOptionsSay(string more, RestoreFinish finish) => Assert.Equal(finish, Read($"-d Shop --to latest {more}").Finish);

    [Fact]
    public void Standby_TakesTheNextOptionForNoFile()
    {
        RestoreOptions options = Read("-d Shop --to latest --standby --replace");
        Assert.Equal((RestoreFinish.Standby, null, true), (options.Finish, options.StandbyFile, options.Replace));
    }

    public static TheoryData<string[], RestoreMoment> Moments => new()
    {
        { ["--to", "LATEST"], RestoreMoment.Newest },
        { ["--to", "2026-03-01T12:00:05+08:00"], new RestoreMoment.At(new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.FromHours(8))) },
        { ["--to", "2026-03-01T12:00:05Z"], new RestoreMoment.At(new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.Zero)) },
        { ["--to", "2026-03-01 12:00:05"], new RestoreMoment.AtLocal(new DateTime(2026, 3, 1, 12, 0, 5)) },
        { ["--to-set", Set], new RestoreMoment.EndOfSet(new Guid(Set)) },
        { ["--to-set", "{" + Set.ToUpperInvariant() + "}"], new RestoreMoment.EndOfSet(new Guid(Set)) },
        { ["--to-lsn", "31000000028800001"], new RestoreMoment.AtLsn(new Lsn(31, 288, 1)) },
        { ["--to-lsn", "0000001f:00000120:0001"], new RestoreMoment.AtLsn(new Lsn(31, 288, 1)) },
        { ["--before-lsn", "0x0000001F:00000120:0001"], new RestoreMoment.AtLsn(new Lsn(31, 288, 1), IsBefore: true) },
        { ["--to-mark", "close of day"], new RestoreMoment.AtMark("close of day") },
        { ["--to-mark", "m", "--after", "2026-03-01 12:00:05"], new RestoreMoment.AtMark("m", new DateTime(2026, 3, 1, 12, 0, 5)) },
        { ["--before-mark", "m", "--after", "2026-03-01T12:00:05.5"], new RestoreMoment.AtMark("m", new DateTime(2026, 3, 1, 12, 0, 5, 500), IsBefore: true) },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Moments_AreUnderstood(string[] arguments, RestoreMoment moment) => Assert.Equal(moment, Read(["-d", "Shop", .. arguments]).Moment);

    [Theory]
    [InlineData("", "--to latest")]
    [InlineData("--to latest --to-set " + Set, "--to and --to-set exclude each other")]
    [InlineData("--to-lsn 31000000028800001 --before-lsn 31000000028800001", "--to-lsn and --before-lsn exclude each other")]
    [InlineData("--to latest --to-mark m --before-mark m", "--to and --to-mark and --before-mark exclude each other")]
    [InlineData("--to latest --after 2026-03-01T12:00:05", "--after is for --to-mark and --before-mark")]
    [InlineData("--to-mark m --after 2026-03-01T12:00:05Z", "has an offset")]
    [InlineData("--to-mark m --after noon", "'noon' is no time")]
    [InlineData("--to yesterday", "2026-03-01T12:00:05+08:00")]
    [InlineData("--to 2026-03-01", "to the second")]
    [InlineData("--to-set Shop", "'Shop' is no set")]
    [InlineData("--to-set 00000000-0000-0000-0000-000000000000", "is no set")]
    [InlineData("--to-lsn 12:34", "0000001f:00000120:0001")]
    [InlineData("--to-lsn 0", "is no LSN")]
    [InlineData("--to-lsn 31000000028899999", "is no LSN")]
    [InlineData("--before-lsn 1f:120:10000", "is no LSN")]
    [InlineData("--to latest --standby --no-recovery", "--standby and --no-recovery exclude each other")]
    [InlineData("--to latest --tail-log take", "--tail-log is for --replace")]
    [InlineData("--to latest --replace --tail-log-folder /t", "--tail-log-folder is for --tail-log")]
    [InlineData("--to latest --replace --tail-log perhaps", "'perhaps' is none of take, skip")]
    [InlineData("--to latest --time-zone Atlantis/Poseidonis", "Asia/Shanghai")]
    [InlineData("--to latest --time-zone ../../../etc/passwd", "is no time zone")]
    [InlineData("--to latest --stall-timeout 10", "--stall-timeout|'10'")]
    [InlineData("--to latest -d Other", "single argument")]
    public void WrongLines_AreRefusedAndSayWhatWouldBeRight(string line, string says)
    {
        string errors = string.Join('\n', Parse(Words("-d Shop " + line)).Errors.Select(error => error.Message));
        Assert.Contains(says.Split('|'), word => errors.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void AFolderForATailThatIsSkipped_IsAContradiction()
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => Read("-d Shop --to latest --replace --tail-log skip --tail-log-folder /t"));
        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains("--tail-log skip and --tail-log-folder", error.Message, StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static RestoreOptions Read(string line) => Read(Words(line));

    private static RestoreOptions Read(string[] arguments)
    {
        (RestoreSettings settings, Command command) = Create();
        ParseResult parsed = command.Parse(["--instance", "x", .. arguments]);
        Assert.Empty(parsed.Errors.Select(error => error.Message));
        return settings.Read(parsed);
    }

    private static ParseResult Parse(string[] arguments) => Create().Command.Parse(["--instance", "x", .. arguments]);

    private static (RestoreSettings Settings, Command Command) Create()
    {
        var settings = new RestoreSettings();
        var command = new Command("restore");
        settings.AddTo(command);
        return (settings, command);
    }
}
