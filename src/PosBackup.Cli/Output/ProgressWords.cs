using System.Globalization;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Output;

/// <summary>How far something has come, in words. What cannot be known yet is left out, never guessed.</summary>
internal static class ProgressWords
{
    /// <summary>Below these the past says nothing about the rest.</summary>
    private const double LeastShare = 0.02;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(3);

    /// <summary>Percent of all, by what was told of percents or of bytes; null when neither was.</summary>
    public static double? Percent(OperationProgress progress) =>
        progress.Percent ?? (progress is { BytesDone: { } done, BytesTotal: > 0 and { } total } ? Math.Min(100.0, 100.0 * done / total) : null);

    /// <summary><c>1.2 GiB of 3.0 GiB</c>; empty when nobody told.</summary>
    public static string Bytes(OperationProgress progress) =>
        progress is { BytesDone: { } done, BytesTotal: { } total } ? $"{Quantity.Size(done)} of {Quantity.Size(total)}" : "";

    /// <summary>What is left if the rest goes as fast as the whole has gone so far; null where that would be a guess.</summary>
    public static TimeSpan? Remaining(OperationProgress progress, TimeSpan elapsed)
    {
        double share = (Percent(progress) ?? 0) / 100;
        return share < LeastShare || share >= 1 || elapsed < LeastTime ? null : elapsed * ((1 - share) / share);
    }

    /// <summary><c>42 %, 1.2 GiB of 3.0 GiB, about 2:10 left</c>.</summary>
    public static string Of(OperationProgress progress, TimeSpan elapsed) => string.Join(
        ", ",
        [
            string.Create(CultureInfo.InvariantCulture, $"{Percent(progress):0} %"),
            .. Bytes(progress) is { Length: > 0 } bytes ? (string[])[bytes] : [],
            .. Remaining(progress, elapsed) is { } left ? (string[])[$"about {Quantity.Duration(left)} left"] : [],
        ]);
}
