using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Verbs;

/// <summary>Where what is fetched lies: a folder of ours in the one for staging, in which nothing else ever is.</summary>
internal static class StagingPlace
{
    /// <param name="staging">The folder for staging; null: staging, beside the catalog.</param>
    /// <param name="catalog">The catalog.</param>
    /// <returns>The folder, which is not made before it is taken.</returns>
    public static string ForRestores(string? staging, BackupCatalog catalog) => Of(staging, catalog, "posbackup-restore");

    /// <summary>The same for drills.</summary>
    public static string ForDrills(string? staging, BackupCatalog catalog) => Of(staging, catalog, "posbackup-drill");

    private static string Of(string? staging, BackupCatalog catalog, string name) => Path.Combine(Path.GetFullPath(staging ?? CatalogLocation.Beside(catalog, "staging")), name);
}
