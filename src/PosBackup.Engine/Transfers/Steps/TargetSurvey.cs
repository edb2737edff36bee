using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Planning;

namespace PosBackup.Engine.Transfers.Steps;

/// <summary>A look at a target: what lies in the folders of these backups.</summary>
internal static class TargetSurvey
{
    /// <summary>Lists every folder that one of the media files, or a copy of one, belongs into. What systems leave in any folder is passed over: it says nothing of what lies there.</summary>
    public static async Task<IReadOnlyDictionary<TargetPath, TargetEntry>> LookAsync(
        IBackupTarget target, string store, IReadOnlyList<LocalMedia> media, IReadOnlyList<BackupCopy> copies, CancellationToken cancellationToken)
    {
        HashSet<TargetPath> folders =
        [
            .. media.Select(one => RepositoryLayout.PathOf(store, one.Manifest)).OfType<TargetPath>().Select(path => path.Folder),
            .. copies.Where(copy => TargetPath.TryParse(copy.Path, out _)).Select(copy => TargetPath.Parse(copy.Path).Folder),
        ];
        var found = new Dictionary<TargetPath, TargetEntry>();
        foreach (TargetPath folder in folders)
        {
            await foreach (TargetEntry entry in target.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                if (!StrayFiles.Is(entry.Path.Name))
                    found[entry.Path] = entry;
            }
        }

        return found;
    }
}
