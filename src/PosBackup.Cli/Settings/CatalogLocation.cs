using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary>
/// Where the catalog lies when nobody says: one for the machine on Windows (ProgramData) and for root (/var/lib), one for the user
/// elsewhere (XDG_DATA_HOME, ~/.local/share).
/// </summary>
internal static class CatalogLocation
{
    public static string Default => Path.Combine(Folder(), "catalog.db");

    /// <summary>A folder beside a catalog.</summary>
    public static string Beside(BackupCatalog catalog, string folder) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(catalog.Path))!, folder);

    private static string Folder()
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "PosBackup");
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/posbackup";

        string? data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return Path.IsPathFullyQualified(data ?? "")
            ? Path.Combine(data!, "posbackup")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "posbackup");
    }
}
