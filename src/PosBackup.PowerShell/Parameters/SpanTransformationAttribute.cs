using System.Globalization;

namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// Lets a span be written as people do: <c>30s</c>, <c>10m</c>, <c>36h</c>, <c>14d</c>. A TimeSpan, and a text that PowerShell makes one of, stays what it is. To PowerShell <c>14d</c>
/// without quotes is a number (a decimal, as <c>30s</c> is a short integer in version 7) that remembers how it was written. A number that was written as one is refused: PowerShell
/// would take it for ticks of 100 nanoseconds.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SpanTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>About 2,700 years: more is a slip, and less than what a TimeSpan holds.</summary>
    private const int MaxDays = 1_000_000;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string text = inputData?.ToString() ?? "";
        if (plain is TimeSpan or null)
            return plain!;
        if (Read(text) is { } span)
            return span;

        return plain is string ? inputData! : throw new ArgumentTransformationMetadataException($"'{text}' is no span of time: write it as 30s, 10m, 2h or 14d");
    }

    /// <summary>The span that a text says; null when it says none in this form.</summary>
    internal static TimeSpan? Read(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return null;

        return text[text.Length - 1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= MaxDays => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    /// <summary>A span in this form, for files that people read: in the largest unit of which it is a whole number, and in whole seconds, of which one begun counts; null for none.</summary>
    internal static string? Write(TimeSpan? span)
    {
        if (span is not { } given)
            return null;

        long seconds = (long)Math.Ceiling(given.TotalSeconds);
        (long length, char unit) = seconds switch
        {
            _ when seconds % 86_400 == 0 => (86_400, 'd'),
            _ when seconds % 3_600 == 0 => (3_600, 'h'),
            _ when seconds % 60 == 0 => (60, 'm'),
            _ => (1, 's'),
        };
        return FormattableString.Invariant($"{seconds / length}{unit}");
    }
}
