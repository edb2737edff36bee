using System.Globalization;

namespace PosBackup.Engine;

/// <summary>Spans of time as people write them: a whole number with s, m, h or d.</summary>
public static class SpanText
{
    /// <summary>About 2,700 years: more is a slip, and less than what a <see cref="TimeSpan"/> holds.</summary>
    private const int MaxDays = 1_000_000;

    /// <summary>What a message says about a text that is none.</summary>
    public static string Form => "write it as 30s, 10m, 2h or 7d";

    /// <summary>Reads a span; false when the text is none.</summary>
    public static bool TryParse(string? text, out TimeSpan span)
    {
        span = default;
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return false;

        TimeSpan? value = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= MaxDays => TimeSpan.FromDays(number),
            _ => null,
        };
        span = value ?? default;
        return value is not null;
    }

    /// <summary>A span of whole seconds in its largest unit.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays}d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours}h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds}s"),
    };
}
