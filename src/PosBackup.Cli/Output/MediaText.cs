using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Output;

/// <summary>Media files, sets and findings for a person.</summary>
internal static class MediaText
{
    /// <summary>A media file with its sets, their files and the findings; ends with an empty line.</summary>
    public static IEnumerable<string> Describe(MediaFile media, IEnumerable<Finding> findings)
    {
        yield return media.Path;
        yield return "  " + Headline(media);
        foreach (BackupSet set in media.Sets)
        {
            foreach (string line in Describe(set))
                yield return "  " + line;
        }

        foreach (Finding finding in findings)
            yield return "  " + Describe(finding);

        yield return "";
    }

    public static string Describe(Finding finding)
    {
        string set = finding.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $", set {position}") : "";
        string offset = finding.Offset is { } at ? string.Create(CultureInfo.InvariantCulture, $", offset {at}") : "";
        return $"{EnumName.Of(finding.Severity)} {EnumName.Of(finding.Code)}{set}{offset}: {finding.Message}";
    }

    private static string Headline(MediaFile media)
    {
        if (media.Container == MediaContainer.Unknown)
            return $"no SQL Server backup, {Quantity.Size(media.Length)}";

        string[] parts =
        [
            EnumName.Of(media.Container),
            .. media.IsCompressed ? (string[])["compressed"] : [],
            .. media.IsEncrypted ? (string[])["encrypted"] : [],
            string.Create(CultureInfo.InvariantCulture, $"stripe {media.Stripe} of {media.Stripes}"),
            Quantity.Size(media.Length),
            $"media set {media.MediaSetId}",
            .. media.MediaName.Length > 0 ? (string[])[$"named '{media.MediaName}'"] : [],
            .. media.HasPassword ? (string[])["with a media password"] : [],
        ];
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> Describe(BackupSet set)
    {
        string finished = set.FinishedAt is { } end ? $" to {end}" : ", not finished";
        yield return string.Create(CultureInfo.InvariantCulture, $"{set.Position}  {EnumName.Of(set.Kind)}  {set.Database}  on {set.Instance}  {set.StartedAt}{finished}");
        yield return $"     LSN {set.FirstLsn} to {set.LastLsn}, checkpoint {set.CheckpointLsn}, full {set.DatabaseBackupLsn}";
        yield return $"     set {set.SetGuid}{(set.DifferentialBaseGuid is { } baseGuid ? $", on base {baseGuid}" : "")}";
        yield return $"     SQL Server {set.SoftwareVersion}, {EnumName.Of(set.RecoveryModel)} recovery, page verify {EnumName.Of(set.PageVerify)}, {Flags(set)}, by {set.User} on {set.Machine}";
        foreach (DatabaseFile file in set.Files)
            yield return $"     {(file.IsLog ? "log " : "data")} {file.LogicalName}  {Quantity.Size(file.Size)}  {file.PhysicalName}";
    }

    private static string Flags(BackupSet set) => string.Join(
        ", ",
        [
            set.HasChecksum ? "checksum" : "no checksum",
            .. set.IsCopyOnly ? (string[])["copy-only"] : [],
            .. set.IsSnapshot ? (string[])["snapshot"] : [],
        ]);
}
