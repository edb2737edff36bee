using System.Globalization;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Limits of speed of one target, for all its transfers together.</summary>
public sealed record ThrottleDefinition
{
    /// <summary>Bytes in a second, from 1 KiB; uploads and downloads each.</summary>
    public required long BytesPerSecond { get; init; }

    /// <summary>Times of day without the limit, by this machine's clock, such as 22:00-07:00.</summary>
    public IReadOnlyList<TimeOfDaySpan> FullSpeed { get; init; } = [];
}

/// <summary>A span of the day that may go over midnight.</summary>
/// <param name="From">First moment in it.</param>
/// <param name="To">First moment behind it; the same as <paramref name="From"/> is the whole day.</param>
public readonly record struct TimeOfDaySpan(TimeOnly From, TimeOnly To)
{
    private const string TimeForm = "HH:mm";

    /// <summary>Whether a time of day is in it.</summary>
    public bool Contains(TimeOnly time) => From == To || time.IsBetween(From, To);

    /// <summary>What a message says about a text that is none.</summary>
    public static string Form => "write it as 22:00-07:00";

    /// <summary>Reads a span such as 22:00-07:00; false when the text is none.</summary>
    public static bool TryParse(string? text, out TimeOfDaySpan span)
    {
        span = default;
        if (text?.Split('-') is not [var from, var to] || !TryTime(from, out TimeOnly start) || !TryTime(to, out TimeOnly end))
            return false;

        span = new TimeOfDaySpan(start, end);
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => $"{Of(From)}-{Of(To)}";

    private static string Of(TimeOnly time) => time.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
