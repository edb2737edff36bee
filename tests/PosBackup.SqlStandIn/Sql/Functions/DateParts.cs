using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>The date parts of DATEADD, DATEDIFF, DATEPART and their arithmetic.</summary>
internal static class DateParts
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yy"] = "year", ["yyyy"] = "year", ["year"] = "year",
        ["qq"] = "quarter", ["q"] = "quarter", ["quarter"] = "quarter",
        ["mm"] = "month", ["m"] = "month", ["month"] = "month",
        ["dy"] = "dayofyear", ["y"] = "dayofyear", ["dayofyear"] = "dayofyear",
        ["dd"] = "day", ["d"] = "day", ["day"] = "day",
        ["wk"] = "week", ["ww"] = "week", ["week"] = "week",
        ["isowk"] = "iso_week", ["isoww"] = "iso_week", ["iso_week"] = "iso_week",
        ["dw"] = "weekday", ["w"] = "weekday", ["weekday"] = "weekday",
        ["hh"] = "hour", ["hour"] = "hour",
        ["mi"] = "minute", ["n"] = "minute", ["minute"] = "minute",
        ["ss"] = "second", ["s"] = "second", ["second"] = "second",
        ["ms"] = "millisecond", ["millisecond"] = "millisecond",
        ["mcs"] = "microsecond", ["microsecond"] = "microsecond",
        ["ns"] = "nanosecond", ["nanosecond"] = "nanosecond",
        ["tz"] = "tzoffset", ["tzoffset"] = "tzoffset",
    };

    /// <summary>The full name of a part.</summary>
    /// <exception cref="SqlErrorException">155.</exception>
    public static string Resolve(string word, string function) => Names.TryGetValue(word, out string? part) ? part : throw SqlErrors.UnknownDatePart(word, function);

    public static DateTime Add(string part, long number, DateTime to) => part switch
    {
        "year" => to.AddMonths(checked((int)number * 12)),
        "quarter" => to.AddMonths(checked((int)number * 3)),
        "month" => to.AddMonths(checked((int)number)),
        "day" or "dayofyear" or "weekday" => to.AddTicks(checked(number * TimeSpan.TicksPerDay)),
        "week" => to.AddTicks(checked(number * 7 * TimeSpan.TicksPerDay)),
        "hour" => to.AddTicks(checked(number * TimeSpan.TicksPerHour)),
        "minute" => to.AddTicks(checked(number * TimeSpan.TicksPerMinute)),
        "second" => to.AddTicks(checked(number * TimeSpan.TicksPerSecond)),
        "millisecond" => to.AddTicks(checked(number * TimeSpan.TicksPerMillisecond)),
        "microsecond" => to.AddTicks(checked(number * TimeSpan.TicksPerMicrosecond)),
        "nanosecond" => to.AddTicks(number / 100),
        _ => throw SqlErrors.UnknownDatePart(part, "dateadd"),
    };

    /// <summary>How many borders of the part lie between two moments.</summary>
    public static long Difference(string part, DateTime from, DateTime to) => part switch
    {
        "year" => to.Year - from.Year,
        "quarter" => ((to.Year - from.Year) * 4) + ((to.Month - 1) / 3) - ((from.Month - 1) / 3),
        "month" => ((to.Year - from.Year) * 12) + to.Month - from.Month,
        "day" or "dayofyear" or "weekday" => (to.Date - from.Date).Days,
        "week" => WeekNumber(to) - WeekNumber(from),
        "hour" => Borders(from, to, TimeSpan.TicksPerHour),
        "minute" => Borders(from, to, TimeSpan.TicksPerMinute),
        "second" => Borders(from, to, TimeSpan.TicksPerSecond),
        "millisecond" => Borders(from, to, TimeSpan.TicksPerMillisecond),
        "microsecond" => Borders(from, to, TimeSpan.TicksPerMicrosecond),
        "nanosecond" => (to.Ticks - from.Ticks) * 100,
        _ => throw SqlErrors.UnknownDatePart(part, "datediff"),
    };

    public static int Of(string part, DateTimeOffset moment, int dateFirst) => part switch
    {
        "year" => moment.Year,
        "quarter" => ((moment.Month - 1) / 3) + 1,
        "month" => moment.Month,
        "dayofyear" => moment.DayOfYear,
        "day" => moment.Day,
        "week" => WeekOfYear(moment.Date, dateFirst),
        "iso_week" => System.Globalization.ISOWeek.GetWeekOfYear(moment.Date),
        "weekday" => Weekday(moment.Date, dateFirst),
        "hour" => moment.Hour,
        "minute" => moment.Minute,
        "second" => moment.Second,
        "millisecond" => moment.Millisecond,
        "microsecond" => (int)(moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond),
        "nanosecond" => (int)(moment.Ticks % TimeSpan.TicksPerSecond * 100),
        "tzoffset" => (int)moment.Offset.TotalMinutes,
        _ => throw SqlErrors.UnknownDatePart(part, "datepart"),
    };

    /// <summary>The type DATEADD gives for a first argument that is no date type.</summary>
    public static DateTimeOffset AsOffset(object moment) => moment switch
    {
        DateTimeOffset offset => offset,
        TimeSpan time => new DateTimeOffset(new DateTime(1900, 1, 1).Add(time), TimeSpan.Zero),
        _ => new DateTimeOffset(DateTime.SpecifyKind((DateTime)moment, DateTimeKind.Unspecified), TimeSpan.Zero),
    };

    private static int Weekday(DateTime date, int dateFirst) => (((int)date.DayOfWeek + 7 - (dateFirst % 7)) % 7) + 1;

    private static int WeekOfYear(DateTime date, int dateFirst) =>
        ((date.DayOfYear - 1 + Weekday(new DateTime(date.Year, 1, 1), dateFirst) - 1) / 7) + 1;

    // DATEDIFF takes Sunday for the first day of the week, whatever DATEFIRST says.
    private static long WeekNumber(DateTime date) => (date.Date.Ticks / TimeSpan.TicksPerDay + 1) / 7;

    private static long Borders(DateTime from, DateTime to, long unit) => (to.Ticks / unit) - (from.Ticks / unit);
}
