using System.Globalization;

namespace PosBackup.Engine.Transfers;

/// <summary>Ranges of <see cref="SyncOptions"/>.</summary>
internal static class SyncOptionsRules
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan ShortestRpo = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRpo = TimeSpan.FromDays(365);

    public static void Check(SyncOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Store) || options.Store.Any(char.IsControl))
            throw Invalid("the store has no name, or one with control characters", "Name it in the file of targets.");
        if (options.Targets.Count == 0)
            throw Invalid("there is no target", "Define one with 'posbackup target add'.");
        if (options.Parallelism is < 1 or > MostAtOnce)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the number of files at once, {options.Parallelism}, is out of range"), string.Create(CultureInfo.InvariantCulture, $"Choose 1 to {MostAtOnce}."));
        if (options.Rpo is { } rpo && (rpo < ShortestRpo || rpo > LongestRpo))
            throw Invalid($"the RPO {SpanText.Of(rpo)} is out of range", $"Choose {SpanText.Of(ShortestRpo)} to {SpanText.Of(LongestRpo)}.");
    }

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
