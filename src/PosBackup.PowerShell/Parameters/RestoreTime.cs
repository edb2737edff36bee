using System.Globalization;
using System.Text.RegularExpressions;

namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// A time to restore to, to the second or finer. One with an offset, or a DateTime that is local or UTC (as <c>Get-Date</c> gives), is that very moment; one without is the wall clock
/// of the instance that took the backups, which is what people on site speak of. A restore to a time that was guessed from half a word would bring back the wrong rows, so nothing is:
/// no missing seconds, no order of day and month, no offset of this machine. The command line reads the same shape.
/// </summary>
public sealed class RestoreTime
{
    /// <summary>How a time is written.</summary>
    public const string Examples = "2026-03-01T12:00:05+08:00, 2026-03-01T04:00:05Z, or 2026-03-01T12:00:05 by the clock of the instance";

    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    private static readonly Regex Shape = new(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]{1,7})?) ?(?<offset>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2})(:?(?<minutes>[0-9]{2}))?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    private RestoreTime(string text, bool isLocal)
    {
        Text = text;
        IsLocal = isLocal;
    }

    /// <summary>The time as the engine takes it: ISO 8601, with an offset unless it is local.</summary>
    public string Text { get; }

    /// <summary>Whether it is the wall clock of the instance that took the backups.</summary>
    public bool IsLocal { get; }

    /// <summary>That very moment.</summary>
    /// <param name="time">The moment.</param>
    public static RestoreTime Of(DateTimeOffset time) => new(time.ToString("o", CultureInfo.InvariantCulture), isLocal: false);

    /// <summary>The moment, or the wall clock of the instance when the kind of the time is not said.</summary>
    /// <param name="time">The time.</param>
    public static RestoreTime Of(DateTime time) => time.Kind == DateTimeKind.Unspecified
        ? new(time.ToString(LocalFormat, CultureInfo.InvariantCulture), isLocal: true)
        : Of(new DateTimeOffset(time));

    /// <summary>Reads ISO 8601 with <c>T</c> or a space in the middle, with or without an offset; null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static RestoreTime? Read(string text)
    {
        Match match = Shape.Match(text ?? "");
        string local = $"{match.Groups["date"].Value}T{match.Groups["time"].Value.Replace(',', '.')}";
        if (!match.Success || !DateTime.TryParseExact(local, [LocalFormat, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time))
            return null;
        if (!match.Groups["offset"].Success)
            return Of(time);

        return Offset(match) is { } offset && IsInReach(time, offset) ? Of(new DateTimeOffset(time, offset)) : null;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static TimeSpan? Offset(Match match)
    {
        if (match.Groups["offset"].Value is "Z" or "z")
            return TimeSpan.Zero;

        int minutes = match.Groups["minutes"].Success ? Number(match, "minutes") : 0;
        var size = new TimeSpan(Number(match, "hours"), minutes, seconds: 0);
        return minutes > 59 || size > LargestOffset ? null : match.Groups["sign"].Value is "-" ? -size : size;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>The first and last hours of the calendar have no UTC.</summary>
    private static bool IsInReach(DateTime time, TimeSpan offset)
    {
        long utc = time.Ticks - offset.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
    }
}
