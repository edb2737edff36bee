using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PosBackup.PowerShell.Tests.Support;
using Assembly = System.Reflection.Assembly;

namespace PosBackup.PowerShell.Tests.Cmdlets;

/// <summary>The defaults that doc comments tell, which the help is compared with, are those that the engine has.</summary>
public sealed partial class DefaultsTests
{
    private static readonly Assembly Engine = Assembly.Load("PosBackup.Engine");

    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(ModuleAssembly.File, ".xml"));

    [Theory]
    [InlineData("Pipeline.BackupOptionsCommand.Kind", "Backups.BackupOptions.Kind")]
    [InlineData("Pipeline.BackupOptionsCommand.Mode", "Backups.BackupOptions.Mode")]
    [InlineData("Pipeline.BackupOptionsCommand.MaxSets", "Backups.MediaCaps.Sets")]
    [InlineData("Pipeline.BackupOptionsCommand.MaxSize", "Backups.MediaCaps.Bytes")]
    [InlineData("Pipeline.BackupOptionsCommand.MaxAge", "Backups.MediaCaps.Age")]
    [InlineData("Pipeline.BackupOptionsCommand.Stripes", "Backups.BackupOptions.Stripes")]
    [InlineData("Pipeline.BackupOptionsCommand.Compression", "Backups.BackupOptions.Compression")]
    [InlineData("Pipeline.BackupOptionsCommand.Parallelism", "Backups.BackupOptions.Parallelism")]
    [InlineData("Pipeline.InstanceCommand.StallTimeout", "Backups.BackupOptions.StallTimeout")]
    [InlineData("Pipeline.InstanceCommand.StallTimeout", "Restores.RestoreOptions.StallTimeout")]
    [InlineData("Pipeline.InstanceCommand.StallTimeout", "Drills.DrillOptions.StallTimeout")]
    [InlineData("Pipeline.InstanceCommand.ConnectTimeout", "Sql.InstanceOptions.ConnectTimeout")]
    [InlineData("Pipeline.InstanceCommand.Encrypt", "Sql.InstanceOptions.Encryption")]
    [InlineData("Pipeline.RestoreOptionsCommand.Finish", "Restores.RestoreOptions.Finish")]
    [InlineData("Commands.TestPosRestoreCommand.Moment", "Drills.DrillOptions.Moment")]
    [InlineData("Commands.SyncPosBackupRemoteCommand.Parallelism", "Transfers.SyncOptions.Parallelism")]
    [InlineData("Commands.SavePosBackupCommand.Parallelism", "Transfers.FetchOptions.Parallelism")]
    [InlineData("Pipeline.RetentionOptionsCommand.Window", "Retention.RetentionPolicy.Window")]
    [InlineData("Pipeline.RetentionOptionsCommand.KeepLast", "Retention.RetentionPolicy.KeepLast")]
    [InlineData("Pipeline.RetentionOptionsCommand.Daily", "Retention.RetentionPolicy.Daily")]
    [InlineData("Pipeline.RetentionOptionsCommand.Weekly", "Retention.RetentionPolicy.Weekly")]
    [InlineData("Pipeline.RetentionOptionsCommand.Monthly", "Retention.RetentionPolicy.Monthly")]
    [InlineData("Pipeline.RetentionOptionsCommand.Yearly", "Retention.RetentionPolicy.Yearly")]
    [InlineData("Pipeline.RetentionOptionsCommand.MinimumChains", "Retention.RetentionPolicy.MinimumChains")]
    [InlineData("Pipeline.RetentionOptionsCommand.MaximumAge", "Retention.RetentionPolicy.MaximumAge")]
    [InlineData("Pipeline.RetentionOptionsCommand.DroppedGrace", "Retention.RetentionPolicy.DroppedGrace")]
    [InlineData("Pipeline.RetentionOptionsCommand.CopiesWithin", "Retention.RetentionPolicy.CopiesProvenWithin")]
    [InlineData("Pipeline.RetentionOptionsCommand.CopyOnlySets", "Retention.RetentionPolicy.CopyOnly")]
    [InlineData("Pipeline.RetentionOptionsCommand.ForeignSets", "Retention.RetentionPolicy.Foreign")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.Connections", "Targets.Definitions.SftpDefinition.Connections")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.ConnectTimeout", "Targets.Definitions.SftpDefinition.ConnectSeconds")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.ConnectTimeout", "Targets.Definitions.FtpDefinition.ConnectSeconds")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.StallTimeout", "Targets.Definitions.SftpDefinition.StallSeconds")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.StallTimeout", "Targets.Definitions.FtpDefinition.StallSeconds")]
    [InlineData("Commands.RegisterPosBackupTargetCommand.Protection", "Targets.Definitions.FtpDefinition.Protection")]
    [InlineData("Targets.TargetTermsCommand.VerifyDepth", "Targets.Definitions.VerificationDefinition.Depth")]
    [InlineData("Targets.TargetTermsCommand.WholeUpTo", "Targets.Definitions.VerificationDefinition.WholeUpTo")]
    [InlineData("Targets.TargetTermsCommand.Blocks", "Targets.Definitions.VerificationDefinition.Blocks")]
    [InlineData("Targets.TargetTermsCommand.WholeWithin", "Targets.Definitions.VerificationDefinition.WholeWithinDays")]
    public void TheDocCommentTellsTheDefaultOfTheEngine(string parameter, string option) => Assert.Contains(Told(parameter), Ways(DefaultOf(option)));

    [Fact]
    public void TheMostThatMayGoIsTheShareOfTheEngineInPercent() =>
        Assert.Equal(((double)DefaultOf("Retention.RetentionPolicy.MaximumDelete")! * 100).ToString(CultureInfo.InvariantCulture), Told("Pipeline.RetentionOptionsCommand.MaximumDeletePercent"));

    /// <summary>The default of a doc comment; what stands behind "else" where a file has the first word.</summary>
    private static string Told(string parameter)
    {
        string summary = Comments.Descendants("member").Single(member => member.Attribute("name")!.Value == $"P:PosBackup.PowerShell.{parameter}").Element("summary")!.Value;
        return Default().Match(summary) is { Success: true } match ? match.Groups["value"].Value : "";
    }

    private static object? DefaultOf(string option)
    {
        int dot = option.LastIndexOf('.');
        Type type = Engine.GetType($"PosBackup.Engine.{option[..dot]}", throwOnError: true)!;
        PropertyInfo property = type.GetProperty(option[(dot + 1)..]) ?? throw new MissingMemberException(option);
        return property.GetValue(Activator.CreateInstance(type, nonPublic: true));
    }

    /// <summary>Ways in which a person would write the value.</summary>
    private static string[] Ways(object? value) => value switch
    {
        null => ["none"],
        TimeSpan span => [$"{span.TotalSeconds}s", $"{span.TotalMinutes}m", $"{span.TotalHours}h", $"{span.TotalDays}d"],
        int number => [$"{number}", $"{number}s", $"{number}d"],
        long bytes => [$"{bytes}", $"{bytes >> 20}MB", $"{bytes >> 30}GB"],
        _ => [Convert.ToString(value, CultureInfo.InvariantCulture)!],
    };

    [GeneratedRegex(@"By default (what the file says, else )?(?<value>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();
}
