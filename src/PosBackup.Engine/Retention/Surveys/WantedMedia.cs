using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>The media with a set of a wanted database: of its whole family, for what it needs may have been taken under another name.</summary>
internal sealed class WantedMedia(IReadOnlyList<string> databases, IReadOnlyList<HeldMedia> media)
{
    /// <exception cref="PosBackupException">DatabaseNotFound: a name that matches nothing.</exception>
    public IEnumerable<HeldMedia> Run()
    {
        BackupSet[] sets = [.. media.SelectMany(one => one.Sets)];
        foreach (string pattern in databases)
        {
            if (!sets.Any(set => NameComparer.AnyInstance.Matches(set.Database, pattern)))
                throw new PosBackupException(ErrorCode.DatabaseNotFound, $"no media file here or on the targets that were reached holds a set of {pattern}", "Check the name; 'posbackup list' shows what there is.");
        }

        HashSet<(Guid, string)> wanted = [.. sets.Where(set => databases.Any(pattern => NameComparer.AnyInstance.Matches(set.Database, pattern))).Select(SetFamily.KeyOf)];
        return media.Where(one => one.Sets.Any(set => wanted.Contains(SetFamily.KeyOf(set))));
    }
}
