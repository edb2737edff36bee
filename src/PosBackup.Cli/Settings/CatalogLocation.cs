using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary>
/// Where the catalog lies when nobody says: one for the machine on Windows (ProgramData) and for root (/var/lib), one for the user
/// elsewhere (XDG_DATA_HOME, ~/.local/share).
/// </summary>
internal static class CatalogLocation
{
    public static string Default => Path.Combine(Folder(), "catalog.db");

    public static BackupCatalog At(string? path) => new(path ?? Default);

    /// <summary>A catalog that must be there: one that is not expects nothing, and saying that of a mistyped path would be false comfort.</summary>
    /// <param name="path">Its file; null: where it lies when nobody says.</param>
    /// <param name="consequence">What follows where there is none; begins with a comma.</param>
    /// <exception cref="PosBackupException">CatalogUnavailable.</exception>
    public static BackupCatalog Require(string? path, string consequence = "")
    {
        BackupCatalog catalog = At(path);
        return catalog.Exists ? catalog : throw new PosBackupException(
            ErrorCode.CatalogUnavailable, $"there is no catalog {catalog.Path}{consequence}", "check --catalog; the first backup makes one, and so does 'posbackup catalog rebuild <folder>'");
    }

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
