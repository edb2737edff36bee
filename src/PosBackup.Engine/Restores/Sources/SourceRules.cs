using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores.Sources;

/// <summary>Two tills may each have a database of the same name, with backups in one folder: nobody may get the other's.</summary>
internal static class SourceRules
{
    /// <exception cref="PosBackupException">InvalidOption: several instances, and none was named.</exception>
    public static void RequireOneInstance(RestoreOptions options, IReadOnlyList<SetFamily> families)
    {
        if (options.SourceInstance is not null)
            return;

        string[][] instances =
        [
            .. families
                .Select(family => family.Sets.Where(known => !known.IsHearsay && SetFamily.IsOf(known.Set, options.Database, instance: null)).Select(known => known.Set.Instance).Distinct(StringComparer.OrdinalIgnoreCase).ToArray())
                .Where(names => names.Length > 0),
        ];

        // One family moves with its database from instance to instance; two families on two instances are two databases.
        string[] all = [.. instances.SelectMany(names => names).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        if (instances.Length > 1 && all.Length > 1)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption, $"there are backups of {options.Database} of several instances: {string.Join(", ", all)}", "Name the instance that took the backups.");
        }
    }
}
