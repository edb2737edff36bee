using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// The media with a set of a wanted database: of its whole family, for what it needs may have been taken under another name. And, to be judged with them, those of every family that shares
/// media with one of these, through any number of steps: what goes with shared media may be what another database is restored on.
/// </summary>
internal sealed class WantedMedia(IReadOnlyList<string> databases, IReadOnlyList<HeldMedia> media)
{
    private readonly HashSet<(Guid, string)> _wanted =
        [.. media.SelectMany(one => one.Sets).Where(set => databases.Any(pattern => NameComparer.AnyInstance.Matches(set.Database, pattern))).Select(SetFamily.KeyOf)];

    /// <summary>The media that are judged.</summary>
    /// <exception cref="PosBackupException">DatabaseNotFound: a name that matches nothing.</exception>
    public IEnumerable<HeldMedia> Run()
    {
        BackupSet[] sets = [.. media.SelectMany(one => one.Sets)];
        foreach (string pattern in databases)
        {
            if (!sets.Any(set => NameComparer.AnyInstance.Matches(set.Database, pattern)))
                throw new PosBackupException(ErrorCode.DatabaseNotFound, $"no media file here or on the targets that were reached holds a set of {pattern}", "Check the name; 'posbackup list' shows what there is.");
        }

        HashSet<(Guid, string)> judged = [.. _wanted];
        HeldMedia[] shared = [.. media.Where(one => one.Sets.Select(SetFamily.KeyOf).Distinct().Skip(1).Any())];
        for (int before = -1; before < judged.Count;)
        {
            before = judged.Count;
            foreach (HeldMedia one in shared.Where(one => one.Sets.Any(set => judged.Contains(SetFamily.KeyOf(set)))))
                judged.UnionWith(one.Sets.Select(SetFamily.KeyOf));
        }

        return media.Where(one => one.Sets.Any(set => judged.Contains(SetFamily.KeyOf(set))));
    }

    /// <summary>Whether a set is of a wanted family.</summary>
    public bool IsWanted(BackupSet set) => _wanted.Contains(SetFamily.KeyOf(set));
}
