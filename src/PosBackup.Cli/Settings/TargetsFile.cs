using System.CommandLine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The file of targets, beside the catalog when nobody says.</summary>
internal static class TargetsFile
{
    public static Option<string?> Option { get; } = new("--targets")
    {
        Description = $"JSON file that defines the targets (default: {Default})",
        HelpName = "file",
    };

    /// <summary>Where it lies when nobody says.</summary>
    public static string Default => Path.Combine(Path.GetDirectoryName(CatalogLocation.Default)!, "targets.json");

    /// <summary>The file; a store without a name of its own is called as this machine is.</summary>
    public static TargetFileStore At(string? path) => new(path ?? Default, Environment.MachineName);

    /// <summary>Reads the file. One that somebody named has to be there: without it no copies would be asked for. Else there may be none yet.</summary>
    /// <exception cref="PosBackup.Engine.PosBackupException">FileAccess and TargetFileInvalid: it cannot be read.</exception>
    public static Task<TargetFile> ReadAsync(string? path, CancellationToken cancellationToken) =>
        path is null ? At(path).ReadOrNewAsync(cancellationToken) : At(path).ReadAsync(cancellationToken);

    /// <inheritdoc cref="At"/>
    public static TargetFileStore Of(ParseResult parsed) => At(parsed.GetValue(Option));
}
