using System.Globalization;
using System.Text.RegularExpressions;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Settings;

/// <summary>
/// A point in time on the command line, to the second or finer. A restore to a time that was guessed from half a word would bring back
/// the wrong rows, so nothing is: no missing seconds, no order of day and month, no offset of this machine.
/// </summary>
internal static partial class PointInTime
{
    public const string Examples = "2026-03-01T12:00:05+08:00, 2026-03-01T04:00:05Z, or 2026-03-01T12:00:05 by the clock of the instance";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    /// <summary>Reads ISO 8601 with <c>T</c> or a space in the middle; without an offset it is the wall clock of the instance.</summary>
    public static RestoreMoment? Parse(string text)
    {
        Match match = Shape().Match(text);
        string local = $"{match.Groups["date"].Value}T{match.Groups["time"].Value.Replace(',', '.')}";
        if (!match.Success || !DateTime.TryParseExact(local, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time))
            return null;

        if (!match.Groups["offset"].Success)
            return new RestoreMoment.AtLocal(time);

        return Offset(match) is { } offset && IsInReach(time, offset) ? new RestoreMoment.At(new DateTimeOffset(time, offset)) : null;
    }

    private static TimeSpan? Offset(Match match)
    {
        if (match.Groups["offset"].Value is "Z" or "z")
            return TimeSpan.Zero;

        int hours = int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        int minutes = match.Groups["minutes"].Success ? int.Parse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var size = new TimeSpan(hours, minutes, seconds: 0);
        return minutes > 59 || size > TimeSpan.FromHours(14) ? null : match.Groups["sign"].Value is "-" ? -size : size;
    }

    /// <summary>The first and last hours of the calendar have no UTC.</summary>
    private static bool IsInReach(DateTime time, TimeSpan offset) =>
        time.Ticks - offset.Ticks is var utc && utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]{1,7})?) ?(?<offset>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2})(:?(?<minutes>[0-9]{2}))?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
