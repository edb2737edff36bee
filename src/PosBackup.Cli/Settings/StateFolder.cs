using System.CommandLine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary>The folder that remembers what is under way on instances: restores, and the scratch databases of drills.</summary>
internal static class StateFolder
{
    public static Option<string?> Option(string description) => new("--state") { Description = $"{description} (default: restores, beside the catalog)", HelpName = "folder" };

    /// <summary>Where it lies when nobody says.</summary>
    public static string Beside(BackupCatalog catalog) => CatalogLocation.Beside(catalog, "restores");
}
