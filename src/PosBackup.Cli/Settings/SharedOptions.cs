using System.CommandLine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary>Options that several commands have, with one name and one meaning.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output and nothing else there, errors included",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Tell details on standard error",
        Recursive = true,
    };

    public static Option<string?> Catalog { get; } = new("--catalog")
    {
        Description = $"File of the local catalog (default: {CatalogLocation.Default})",
        HelpName = "file",
    };

    public static BackupCatalog CatalogOf(ParseResult parsed) => CatalogLocation.At(parsed.GetValue(Catalog));
}
