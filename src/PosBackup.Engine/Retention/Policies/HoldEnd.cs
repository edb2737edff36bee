using System.Globalization;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>When a hold ends, as people write it: a day, on which the set is still held, or a time with its offset.</summary>
public static class HoldEnd
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>What a message says about a text that is none.</summary>
    public static string Form => "write it as 2027-01-31, which is held to its end, or as 2027-01-31T12:00:00+01:00";

    /// <summary>Reads an end; false when the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">Zone in which a day ends.</param>
    /// <param name="end">The first moment that is no longer held.</param>
    public static bool TryParse(string? text, TimeZoneInfo zone, out DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return TryEndOf(day, zone, out end);

        // "Z" is an offset as well, but none that the pattern of offsets knows.
        string? plain = text is [.., 'Z'] ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(plain, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out end);
    }

    /// <summary>An end as a day where it is the end of one, else as a time.</summary>
    public static string Of(DateTimeOffset end, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        DateTimeOffset local = TimeZoneInfo.ConvertTime(end, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        DateOnly[] days = day == DateOnly.MinValue ? [day] : [day.AddDays(-1), day];
        foreach (DateOnly last in days)
        {
            if (TryEndOf(last, zone, out DateTimeOffset other) && other == end)
                return last.ToString(Day, CultureInfo.InvariantCulture);
        }

        return TimeOf(end);
    }

    /// <summary>An end as a time with its offset.</summary>
    internal static string TimeOf(DateTimeOffset end) => end.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>The first moment of the next day. Where clocks go on at midnight there is none at 0:00, and the day before ends when they go on.</summary>
    private static bool TryEndOf(DateOnly day, TimeZoneInfo zone, out DateTimeOffset end)
    {
        end = default;
        if (day == DateOnly.MaxValue)
            return false;

        DateTime next = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(next))
            next = next.AddMinutes(1);

        // Where clocks go back at midnight there are two: the later one holds longer.
        TimeSpan offset = zone.IsAmbiguousTime(next) ? zone.GetAmbiguousTimeOffsets(next).Min() : zone.GetUtcOffset(next);
        if (next.Ticks - offset.Ticks is var utc && (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks))
            return false;

        end = new DateTimeOffset(next, offset);
        return true;
    }
}
