using System.Globalization;

namespace PosBackup.Engine.Transfers;

/// <summary>Ranges of <see cref="FetchOptions"/>.</summary>
internal static class FetchOptionsRules
{
    private const int MostAtOnce = 16;

    public static void Check(FetchOptions options)
    {
        if (options.Targets.Count == 0)
            throw Invalid("there is no target", "Define one with 'posbackup target add'.");
        if (string.IsNullOrWhiteSpace(options.Database))
            throw Invalid("the database has no name", "Name it.");
        if (options.Store is { } store && (string.IsNullOrWhiteSpace(store) || store.Any(char.IsControl)))
            throw Invalid("the store has no name, or one with control characters", "Name it, or leave it out.");
        if (string.IsNullOrWhiteSpace(options.Folder))
            throw Invalid("there is no folder to fetch to", "Name one.");
        if (options.Parallelism is < 1 or > MostAtOnce)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the number of files at once, {options.Parallelism}, is out of range"), string.Create(CultureInfo.InvariantCulture, $"Choose 1 to {MostAtOnce}."));
    }

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
