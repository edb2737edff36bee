using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers.Staging;

namespace PosBackup.Cli.Verbs;

/// <summary>Where what is fetched lies: a folder of ours in the one for staging, in which nothing else ever is.</summary>
internal static class StagingPlace
{
    /// <param name="staging">The folder for staging; null: staging, beside the catalog.</param>
    /// <param name="catalog">The catalog.</param>
    public static StagingFolder ForRestores(string? staging, BackupCatalog catalog) => Take(staging, catalog, "posbackup-restore");

    /// <inheritdoc cref="ForRestores"/>
    public static StagingFolder ForDrills(string? staging, BackupCatalog catalog) => Take(staging, catalog, "posbackup-drill");

    private static StagingFolder Take(string? staging, BackupCatalog catalog, string name) =>
        StagingFolder.Take(Path.Combine(Path.GetFullPath(staging ?? CatalogLocation.Beside(catalog, "staging")), name));
}
