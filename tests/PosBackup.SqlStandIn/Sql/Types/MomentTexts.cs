using System.Globalization;
using System.Text.RegularExpressions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>Dates and times between text and value: the styles of CONVERT, and reading by SET DATEFORMAT.</summary>
internal static partial class MomentTexts
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12];

    /// <summary>A moment as text; null when the style is none of SQL Server's.</summary>
    public static string? Format(DateTime value, TdsType type, int style)
    {
        string fraction = Fraction(value, type);
        string month = Months[value.Month - 1];
        string clock = string.Create(CultureInfo.InvariantCulture, $"{value:%h}:{value:mm}").PadLeft(5);
        string half = value.Hour < 12 ? "AM" : "PM";
        if (type.Code == SqlTypeCode.Time && style == 0)
            return Text(value, "HH:mm:ss") + fraction;
        if (type.Code == SqlTypeCode.Date && style is 0 or 20 or 21 or 120 or 121 or 126 or 127 && type.Code == SqlTypeCode.Date)
            return Text(value, "yyyy-MM-dd");
        if (type.Code == SqlTypeCode.DateTime2 && style == 0)
            return Text(value, "yyyy-MM-dd HH:mm:ss") + fraction;

        return style switch
        {
            0 or 100 => $"{month} {value.Day,2} {value:yyyy} {clock}{half}",
            1 => Text(value, "MM/dd/yy"),
            101 => Text(value, "MM/dd/yyyy"),
            102 => Text(value, "yyyy.MM.dd"),
            3 => Text(value, "dd/MM/yy"),
            103 => Text(value, "dd/MM/yyyy"),
            104 => Text(value, "dd.MM.yyyy"),
            105 => Text(value, "dd-MM-yyyy"),
            106 => $"{value:dd} {month} {value:yyyy}",
            107 => $"{month} {value:dd}, {value:yyyy}",
            8 or 24 or 108 => Text(value, "HH:mm:ss"),
            9 or 109 => $"{month} {value.Day,2} {value:yyyy} {clock}:{value:ss}{fraction.Replace('.', ':')}{half}",
            110 => Text(value, "MM-dd-yyyy"),
            11 => Text(value, "yy/MM/dd"),
            111 => Text(value, "yyyy/MM/dd"),
            12 => Text(value, "yyMMdd"),
            112 => Text(value, "yyyyMMdd"),
            13 or 113 => $"{value:dd} {month} {Text(value, "yyyy HH:mm:ss")}{fraction.Replace('.', ':')}",
            14 or 114 => Text(value, "HH:mm:ss") + fraction.Replace('.', ':'),
            20 or 120 => Text(value, "yyyy-MM-dd HH:mm:ss"),
            21 or 25 or 121 => Text(value, "yyyy-MM-dd HH:mm:ss") + fraction,
            23 => Text(value, "yyyy-MM-dd"),
            126 or 127 => Text(value, "yyyy-MM-ddTHH:mm:ss") + (value.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : fraction),
            _ => null,
        };
    }

    /// <summary>Reads a date, a time or both; false when the text is none, null in <paramref name="value"/> when day or month does not exist.</summary>
    /// <param name="text">The text.</param>
    /// <param name="order">SET DATEFORMAT.</param>
    /// <param name="isoAlwaysYmd">The newer types read yyyy-mm-dd as it stands; datetime reads it by <paramref name="order"/>.</param>
    /// <param name="value">The moment, its offset zero when none was written.</param>
    public static bool TryParse(string text, DateOrder order, bool isoAlwaysYmd, out DateTimeOffset? value)
    {
        value = null;
        text = text.Trim();
        if (text.Length == 0)
        {
            value = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return true;
        }

        Match match = Moment().Match(text);
        if (!match.Success || !TryDate(match, order, isoAlwaysYmd, out int year, out int month, out int day))
            return false;

        if (month is < 1 or > 12 || year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return true;
        if (!TryTime(match, out TimeSpan time))
            return false;
        if (time >= TimeSpan.FromDays(1))
            return true;

        TimeSpan offset = TimeSpan.Zero;
        if (match.Groups["offset"] is { Success: true, Value: not ("Z" or "z") } written)
        {
            offset = TimeSpan.ParseExact(written.Value[1..], @"hh\:mm", CultureInfo.InvariantCulture);
            offset = written.Value[0] == '-' ? -offset : offset;
        }

        value = new DateTimeOffset(new DateTime(year, month, day).Add(time), offset);
        return true;
    }

    private static bool TryDate(Match match, DateOrder order, bool isoAlwaysYmd, out int year, out int month, out int day)
    {
        (year, month, day) = (1900, 1, 1);
        if (match.Groups["compact"] is { Success: true, Value: var digits })
        {
            int yearDigits = digits.Length - 4;
            (year, month, day) = (Year(digits[..yearDigits]), Number(digits[yearDigits..(yearDigits + 2)]), Number(digits[(yearDigits + 2)..]));
        }
        else if (match.Groups["month"] is { Success: true, Value: var name })
        {
            month = Array.FindIndex(Months, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)) + 1;
            day = match.Groups["day"].Success ? Number(match.Groups["day"].Value) : 1;
            year = Year(match.Groups["year"].Value);
        }
        else if (match.Groups["a"].Success)
        {
            string[] parts = [match.Groups["a"].Value, match.Groups["b"].Value, match.Groups["c"].Value];
            bool isIso = parts[0].Length == 4 && (isoAlwaysYmd || match.Groups["t"].ValueSpan is "T");
            int[] at = isIso ? [0, 1, 2] : Places(parts, order);
            (year, month, day) = (Year(parts[at[0]]), Number(parts[at[1]]), Number(parts[at[2]]));
        }
        else
        {
            return match.Groups["hour"].Success;
        }

        return true;
    }

    // Where year, month and day stand. A year of four digits is known by them; the others keep the order of SET DATEFORMAT.
    private static int[] Places(string[] parts, DateOrder order)
    {
        bool dayFirst = order is DateOrder.Dmy or DateOrder.Ydm or DateOrder.Dym;
        if (parts[0].Length == 4)
            return dayFirst ? [0, 2, 1] : [0, 1, 2];
        if (parts[2].Length == 4)
            return dayFirst ? [2, 1, 0] : [2, 0, 1];
        return order switch
        {
            DateOrder.Dmy => [2, 1, 0],
            DateOrder.Ymd => [0, 1, 2],
            DateOrder.Ydm => [0, 2, 1],
            DateOrder.Myd => [1, 0, 2],
            DateOrder.Dym => [1, 2, 0],
            _ => [2, 0, 1],
        };
    }

    private static bool TryTime(Match match, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        if (!match.Groups["hour"].Success)
            return true;

        int hour = Number(match.Groups["hour"].Value);
        bool afternoon = match.Groups["half"].Value.StartsWith('p') || match.Groups["half"].Value.StartsWith('P');
        if (match.Groups["half"].Success)
            hour = (hour % 12) + (afternoon ? 12 : 0);
        int minute = match.Groups["minute"].Success ? Number(match.Groups["minute"].Value) : 0;
        int second = match.Groups["second"].Success ? Number(match.Groups["second"].Value) : 0;
        if (minute > 59 || second > 59)
            return false;
        string fraction = match.Groups["fraction"].Value.PadRight(7, '0');
        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(Number(fraction[..Math.Min(7, fraction.Length)]));
        return true;
    }

    private static string Fraction(DateTime value, TdsType type) => type.Code switch
    {
        SqlTypeCode.DateTime => Text(value, ".fff"),
        SqlTypeCode.SmallDateTime => ".000",
        _ when type.Scale == 0 => "",
        _ => Text(value, "." + new string('f', type.Scale)),
    };

    // Two digits: up to 49 is 20xx, as "two digit year cutoff" 2049 says.
    private static int Year(string digits) => digits.Length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 50 ? 2000 : 1900);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Text(DateTime value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^(?:
            (?<compact>\d{8}|\d{6})
          | (?<a>\d{1,4})[-/.](?<b>\d{1,2})[-/.](?<c>\d{1,4})
          | (?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(?<day>\d{1,2})\s*,?\s+)?(?<year>\d{4}|\d{2})
          | (?<day>\d{1,2})[\s-](?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[,\s-]+(?<year>\d{4}|\d{2})
        )?
        (?:(?<t>T|\s*)(?<hour>\d{1,2})(?:(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.:](?<fraction>\d{1,9}))?)?\s*(?<half>[ap]m)?)|\s*(?<half>[ap]m)))?
        \s*(?<offset>Z|[+-]\d{2}:\d{2})?$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}
