using System.CommandLine;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Settings;

/// <summary>
/// The file of retention. When nobody says, it lies beside the catalog that is used when nobody says, wherever other files are: what puts holds must write the very file
/// that what removes backups reads.
/// </summary>
internal static class RetentionLocation
{
    public static Option<string?> Option { get; } = new("--policy")
    {
        Description = $"JSON file that says what is kept in which place, and which sets are on hold (default: {Default})",
        HelpName = "file",
    };

    private static string Default => Path.Combine(Path.GetDirectoryName(CatalogLocation.Default)!, "retention.json");

    public static RetentionFileStore Of(ParseResult parsed) => new(parsed.GetValue(Option) ?? Default);

    /// <summary>Whether somebody named the file: then it has to be there.</summary>
    public static bool IsNamed(ParseResult parsed) => parsed.GetValue(Option) is not null;
}
