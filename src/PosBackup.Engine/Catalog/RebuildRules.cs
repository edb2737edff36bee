using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// What of a survey goes into the catalog, and what is said about it.
/// <code>
/// cannot be read                                   problem; what was known of it stays
/// no backup media, by name a backup (.bak …)       problem; what was known of it stays
/// cut off before its first set ends                problem; what was known of it stays, and shows as changed
/// damaged, with whole sets                         taken, and a problem
/// whole                                            taken; a manifest of no use is a problem
/// </code>
/// </summary>
internal static class RebuildRules
{
    public static bool IsMedia(SurveyedMedia media) => media.Inspection is { Media.Container: not MediaContainer.Unknown } inspection && !IsCutOff(inspection);

    public static IEnumerable<RebuildProblem> Problems(SurveyedMedia media)
    {
        if (Unread(media) is { } error)
            yield return new RebuildProblem(media.Path, error, IsUnread: true);
        else if (Damage(media.Inspection!) is { } damage)
            yield return new RebuildProblem(media.Path, Damaged($"{media.Path} is damaged: {damage.Message}"), IsUnread: false);

        if (media.ManifestProblem is { } problem)
            yield return new RebuildProblem(media.Path, problem, IsUnread: false);
    }

    private static PosBackupException? Unread(SurveyedMedia media) => media switch
    {
        { Error: { } error } => error,
        { Inspection.Media.Container: MediaContainer.Unknown } => new PosBackupException(
            ErrorCode.BackupSetCorrupt, $"{media.Path} is no SQL Server backup, whatever its name says", "find out what it is; another program may have written it, or its beginning is destroyed"),
        { Inspection: { } inspection } when IsCutOff(inspection) => Damaged($"{media.Path} is cut off: it holds no whole backup set"),
        _ => null,
    };

    private static bool IsCutOff(MediaInspection inspection) =>
        !inspection.Media.IsEncrypted && Damage(inspection) is not null && inspection.Media.Sets.All(set => set.FinishedAt is null);

    private static Finding? Damage(MediaInspection inspection) => inspection.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Error);

    private static PosBackupException Damaged(string message) => new(ErrorCode.BackupSetCorrupt, message, "'posbackup verify' tells more; restore the file from another copy");
}
