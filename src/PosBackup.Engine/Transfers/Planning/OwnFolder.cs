using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Media files that the catalog expects in the folder of the target itself, where copies lie. They are there, and are not shipped from there to there; but they are proven only where somebody read them. Pure.
/// </summary>
/// <param name="target">Name of the target.</param>
/// <param name="files">The files, each with its path there.</param>
/// <param name="copies">What was proven there.</param>
/// <param name="read">What was read back there.</param>
/// <param name="now">The time.</param>
internal sealed class OwnFolder(string target, IReadOnlyList<(LocalMedia File, TargetPath Path)> files, IReadOnlyList<BackupCopy> copies, LocalReadBacks read, DateTimeOffset now)
{
    private readonly Dictionary<string, BackupCopy> _copies = copies.ToDictionary(copy => copy.Path, StringComparer.Ordinal);

    /// <summary>The plan with these files in it.</summary>
    public SyncPlan In(SyncPlan plan)
    {
        string[] unproven = [.. files.Where(one => one.File.IsWanted && !IsProven(one.File, one.Path)).Select(one => one.File.Manifest.Media.Path)];
        int wanted = files.Count(one => one.File.IsWanted);
        return plan with
        {
            Protected = plan.Protected + wanted - unproven.Length,
            Unprotected = plan.Unprotected + unproven.Length,
            Notes = unproven.Length == 0 ? plan.Notes : [.. plan.Notes, Note(unproven)],
        };
    }

    private bool IsProven(LocalMedia file, TargetPath path) => file.Presence == MediaPresence.Present
        && (_copies.GetValueOrDefault(path.Value) is { IsProven: true } || read.Of(path.Value)?.Proves(file.Manifest.Sha256, file.Manifest.Media.Length, now) is not null);

    private SyncNote Note(string[] unproven) => new(
        ErrorCode.BackupSetNotFound,
        string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(unproven.Length, "of the files that the catalog expects lies", "of the files that the catalog expects lie")} in the folder of {target} itself, {unproven[0]}{(unproven.Length == 1 ? "" : " among them")}: nothing is shipped from there to there, and nobody has proven what lies there"),
        read.IsKept
            ? "'posbackup verify --record' of that folder proves them; what is gone from it for good is told to 'posbackup catalog forget'"
            : "On drives that take turns only what is shipped is proven, as they share their paths. Let 'posbackup catalog forget' of that folder, while no drive is in, stop expecting them there.");
}
