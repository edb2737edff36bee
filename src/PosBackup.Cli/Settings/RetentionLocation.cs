using System.CommandLine;
using PosBackup.Engine;
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

    /// <summary>Where it lies when nobody says.</summary>
    public static string Default => Path.Combine(Path.GetDirectoryName(CatalogLocation.Default)!, "retention.json");

    public static RetentionFileStore At(string? path) => new(path ?? Default);

    public static RetentionFileStore Of(ParseResult parsed) => At(parsed.GetValue(Option));

    /// <summary>Reads the file. One that somebody named has to be there; else there may be none yet.</summary>
    /// <exception cref="PosBackupException">FileAccess and RetentionFileInvalid: it cannot be read.</exception>
    public static Task<RetentionFile> ReadAsync(string? path, CancellationToken cancellationToken) =>
        path is null ? At(path).ReadOrNewAsync(cancellationToken) : At(path).ReadAsync(cancellationToken);
}
