using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Settings;

/// <summary>
/// The file of retention. When nobody says, it lies beside the catalog that is used when nobody says, wherever other files are. Holds are not put into it but beside the catalog that
/// knows their sets; those that stand in it hold all the same.
/// </summary>
internal static class RetentionLocation
{
    private const string Example = """{ "schema": 1, "policy": { "window": "14d", "daily": 14, "weekly": 8, "monthly": 12, "minimumChains": 2 } }""";
    private const string ExampleOptions = "--window 14d --daily 14 --weekly 8 --monthly 12 --minimum-chains 2";

    public static Option<string?> Option { get; } = new("--policy")
    {
        Description = $"JSON file that says what is kept in which place (default: {Default})",
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

    /// <summary>The file, with these terms in place of what it says of every place.</summary>
    /// <exception cref="PosBackupException">
    /// InvalidOption: a term is out of its range, or neither file nor terms say what is to be kept; FileAccess and RetentionFileInvalid: the file cannot be read.
    /// </exception>
    public static async Task<RetentionFile> ReadAsync(string? path, RetentionTerms terms, CancellationToken cancellationToken)
    {
        terms.Validate();
        RetentionFileStore store = At(path);
        RetentionFile file = await ReadAsync(path, cancellationToken);
        if (file.IsSilent && terms.IsEmpty)
            throw new PosBackupException(ErrorCode.InvalidOption, Silence(store), $"write for instance {Example} into {store.Path}, or give {ExampleOptions}");

        return file.With(terms);
    }

    /// <summary>The holds that stand in the file, and in the one that is read when nobody names another: no hold ends because another policy is tried.</summary>
    /// <param name="path">The file; null: the usual one.</param>
    /// <param name="file">What was read of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">FileAccess and RetentionFileInvalid: the usual one cannot be read.</exception>
    public static async Task<IReadOnlyList<RetentionHold>> HoldsAsync(string? path, RetentionFile file, CancellationToken cancellationToken)
    {
        RetentionFileStore usual = At(path: null);
        return usual.Exists && !string.Equals(usual.Path, At(path).Path, StringComparison.Ordinal)
            ? [.. file.Holds, .. (await usual.ReadAsync(cancellationToken)).Holds]
            : file.Holds;
    }

    private static string Silence(RetentionFileStore store) => store.Exists
        ? $"{store.Path} does not say what is to be kept, and no option does"
        : $"there is no {store.Path}, and no option says what is to be kept";
}
