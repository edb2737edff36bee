using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about dates and times.</summary>
internal static class MomentFunctions
{
    private static readonly string[] Days = System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] Months = System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Clock("GETDATE", TdsType.DateTime, session => session.Now.DateTime),
        Clock("GETUTCDATE", TdsType.DateTime, session => session.Now.UtcDateTime),
        Clock("SYSDATETIME", new(SqlTypeCode.DateTime2, Scale: 7), session => session.Now.DateTime),
        Clock("SYSUTCDATETIME", new(SqlTypeCode.DateTime2, Scale: 7), session => session.Now.UtcDateTime),
        Clock("SYSDATETIMEOFFSET", new(SqlTypeCode.DateTimeOffset, Scale: 7), session => session.Now),
        new("DATEADD", [Name, BigInt, Moment], types => types[2], types => (_, a) => Add((string)a[0]!, (long)a[1]!, a[2]!, types[2])) { TakesDatePart = true },
        new("DATEDIFF", [Name, Moment, Moment], _ => TdsType.Int, _ => (_, a) => (int)Difference(a, int.MaxValue)) { TakesDatePart = true },
        new("DATEDIFF_BIG", [Name, Moment, Moment], _ => TdsType.BigInt, _ => (_, a) => Difference(a, long.MaxValue)) { TakesDatePart = true, Since = 13 },
        SqlFunction.Of("DATEPART", TdsType.Int, [Name, Moment], (session, a) =>
            DateParts.Of((string)a[0]!, DateParts.AsOffset(a[1]!), session.Options.DateFirst)) with { TakesDatePart = true },
        SqlFunction.Of("DATENAME", TdsType.NVarChar(30), [Name, Moment], (session, a) => DateName((string)a[0]!, DateParts.AsOffset(a[1]!), session)) with { TakesDatePart = true },
        SqlFunction.Of("YEAR", TdsType.Int, [Moment], (_, a) => DateParts.AsOffset(a[0]!).Year),
        SqlFunction.Of("MONTH", TdsType.Int, [Moment], (_, a) => DateParts.AsOffset(a[0]!).Month),
        SqlFunction.Of("DAY", TdsType.Int, [Moment], (_, a) => DateParts.AsOffset(a[0]!).Day),
        SqlFunction.Of("EOMONTH", new(SqlTypeCode.Date), [Moment, Int], (_, a) => EndOfMonth(DateParts.AsOffset(a[0]!).Date, a.Length > 1 ? (int)a[1]! : 0)) with { Least = 1, Since = 11 },
        SqlFunction.Of("DATEFROMPARTS", new(SqlTypeCode.Date), [Int, Int, Int], (_, a) => FromParts((int)a[0]!, (int)a[1]!, (int)a[2]!)) with { Since = 11 },
        SqlFunction.Of("ISDATE", TdsType.Int, [Name], (session, a) =>
            MomentTexts.TryParse((string)a[0]!, session.Options.DateOrder, isoAlwaysYmd: false, out var moment) && moment?.Year >= 1753 ? 1 : 0),
        SqlFunction.Of("SWITCHOFFSET", new(SqlTypeCode.DateTimeOffset, Scale: 7), [new TdsType(SqlTypeCode.DateTimeOffset, Scale: 7), Name], (_, a) =>
            ((DateTimeOffset)a[0]!).ToOffset(Offset((string)a[1]!))),
        SqlFunction.Of("TODATETIMEOFFSET", new(SqlTypeCode.DateTimeOffset, Scale: 7), [new TdsType(SqlTypeCode.DateTime2, Scale: 7), Name], (_, a) =>
            new DateTimeOffset(DateTime.SpecifyKind((DateTime)a[0]!, DateTimeKind.Unspecified), Offset((string)a[1]!))),
    ];

    private static SqlFunction Clock(string name, TdsType type, Func<SessionContext, object> read) =>
        SqlFunction.Of(name, type, [], (session, _) => read(session)) with { IsPure = false };

    private static object Add(string part, long number, object moment, TdsType type)
    {
        try
        {
            return moment switch
            {
                DateTimeOffset offset => new DateTimeOffset(DateParts.Add(part, number, offset.DateTime), offset.Offset),
                TimeSpan time => DateParts.Add(part, number, new DateTime(2000, 1, 1).Add(time)).TimeOfDay,
                _ => Within(DateParts.Add(part, number, (DateTime)moment), type),
            };
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            throw SqlErrors.DateAddOverflow(TypeNames.Of(type));
        }
    }

    private static DateTime Within(DateTime value, TdsType type) =>
        type.Code == SqlTypeCode.DateTime && value.Year < 1753 ? throw SqlErrors.DateAddOverflow("datetime") : value;

    private static long Difference(object?[] arguments, long most)
    {
        long difference = DateParts.Difference((string)arguments[0]!, DateParts.AsOffset(arguments[1]!).UtcDateTime, DateParts.AsOffset(arguments[2]!).UtcDateTime);
        return Math.Abs(difference) <= most ? difference : throw SqlErrors.DateDifferenceOverflow();
    }

    private static string DateName(string part, DateTimeOffset moment, SessionContext session) => part switch
    {
        "weekday" => Days[(int)moment.DayOfWeek],
        "month" => Months[moment.Month - 1],
        "tzoffset" => moment.ToString("zzz", System.Globalization.CultureInfo.InvariantCulture),
        _ => DateParts.Of(part, moment, session.Options.DateFirst).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static DateTime EndOfMonth(DateTime date, int months)
    {
        DateTime moved = date.AddMonths(months);
        return new DateTime(moved.Year, moved.Month, DateTime.DaysInMonth(moved.Year, moved.Month));
    }

    private static DateTime FromParts(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day)
            : throw new SqlErrorException(new SqlMessage(289, 16, 1, "Cannot construct data type date, some of the arguments have values which are not valid."));

    private static TimeSpan Offset(string text) =>
        TimeSpan.TryParseExact(text.TrimStart('+', '-'), @"hh\:mm", System.Globalization.CultureInfo.InvariantCulture, out TimeSpan offset)
            ? text.StartsWith('-') ? -offset : offset
            : throw new SqlErrorException(new SqlMessage(9812, 16, 0, "The timezone provided to builtin function todatetimeoffset is invalid."));
}
