using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores.Sources;

/// <summary>
/// Two tills may each have a database of the same name, with backups in one folder: nobody may get the other's.
/// <code>
/// one instance                                              one database
/// two instances, one recovery fork                          one database: the instance was renamed
/// two instances, no fork in common, whatever the family     two databases: tills set up from one template share the family
/// one instance, two families side by side in time           two databases: PCs copied from one image share the name of the instance
/// one instance, two families one after the other            one name: dropped and made anew
/// </code>
/// </summary>
internal static class SourceRules
{
    /// <exception cref="PosBackupException">InvalidOption: two databases, and nobody said which.</exception>
    public static void RequireOneDatabase(RestoreOptions options, IReadOnlyList<SetFamily> families) => RequireOneDatabase(options.Database, options.SourceInstance, families);

    /// <exception cref="PosBackupException">InvalidOption: two databases, and nobody said which.</exception>
    public static void RequireOneDatabase(string database, string? instance, IReadOnlyList<SetFamily> families)
    {
        BackupSet[][] named =
        [
            .. families
                .Select(family => family.Sets.Where(known => !known.IsHearsay && SetFamily.IsOf(known.Set, database, instance)).Select(known => known.Set).ToArray())
                .Where(sets => sets.Length > 0),
        ];
        string[] instances = [.. Tills([.. named.SelectMany(sets => sets)])];
        if (instances.Length > 1)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption,
                $"there are backups of {database} of several instances: {string.Join(", ", instances)}",
                "Name the instance that took the backups.");
        }

        // By their first sets; each has to end before the next begins.
        BackupSet[][] byTime = [.. named.OrderBy(sets => sets.Min(set => set.StartedAt.AsUtc()))];
        for (int i = 1; i < byTime.Length; i++)
        {
            if (byTime[i - 1].Max(set => set.StartedAt.AsUtc()) > byTime[i].Min(set => set.StartedAt.AsUtc()))
            {
                throw new PosBackupException(
                    ErrorCode.InvalidOption,
                    $"two databases {database} of {byTime[i][0].Instance} were backed up side by side (families {byTime[i - 1][0].FamilyGuid} and {byTime[i][0].FamilyGuid}): two machines have one name",
                    "Name only the folder of the one that is meant.");
            }
        }
    }

    /// <summary>One name for each group of instances that share a recovery fork.</summary>
    private static IEnumerable<string> Tills(BackupSet[] sets)
    {
        var groups = new List<HashSet<string>>();
        foreach (IGrouping<Guid, BackupSet> fork in sets.GroupBy(set => set.RecoveryForkGuid))
        {
            var together = fork.Select(set => set.Instance).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (HashSet<string> group in groups.Where(group => group.Overlaps(together)).ToArray())
            {
                together.UnionWith(group);
                groups.Remove(group);
            }

            groups.Add(together);
        }

        return groups.Select(group => group.Order(StringComparer.OrdinalIgnoreCase).First()).Order(StringComparer.OrdinalIgnoreCase);
    }
}
