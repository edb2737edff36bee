using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>CLR value to stored value and back, by type.</summary>
internal static class SqliteValues
{
    /// <summary>Characters of a stored date and time: enough for a datetime2(7), the same for all, so that text order is time order.</summary>
    public const int MomentWidth = 27;

    private const string MomentFormat = "yyyy-MM-dd HH:mm:ss.fffffff";
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = @"hh\:mm\:ss\.fffffff";

    public static object? Write(TdsType type, object? value)
    {
        if (value is null or DBNull)
            return null;

        return type.Code switch
        {
            SqlTypeCode.Bit or SqlTypeCode.TinyInt or SqlTypeCode.SmallInt or SqlTypeCode.Int or SqlTypeCode.BigInt
                => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Float or SqlTypeCode.Real => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Decimal => NumberText(Convert.ToDecimal(value, CultureInfo.InvariantCulture), type.Scale),
            SqlTypeCode.Money or SqlTypeCode.SmallMoney => NumberText(Convert.ToDecimal(value, CultureInfo.InvariantCulture), scale: 4),
            SqlTypeCode.DateTime => MomentText(RoundToTicksOfDateTime((DateTime)value)),
            SqlTypeCode.SmallDateTime => MomentText(RoundToMinute((DateTime)value)),
            SqlTypeCode.DateTime2 => MomentText(Round((DateTime)value, type.Scale)),
            SqlTypeCode.Date => ((DateTime)value).ToString(DateFormat, CultureInfo.InvariantCulture),
            SqlTypeCode.Time => ((TimeSpan)value).ToString(TimeFormat, CultureInfo.InvariantCulture),
            SqlTypeCode.DateTimeOffset => OffsetText((DateTimeOffset)value, type.Scale),
            SqlTypeCode.UniqueIdentifier => ((Guid)value).ToString("D").ToUpperInvariant(),
            SqlTypeCode.Char or SqlTypeCode.NChar => ((string)value).PadRight(Math.Max(type.Length, 0)),
            SqlTypeCode.Binary => Padded((byte[])value, type.Length),
            SqlTypeCode.SqlVariant => Variants.Write(value),
            _ => value,
        };
    }

    public static object? Read(TdsType type, object? value)
    {
        if (value is null or DBNull)
            return null;

        return type.Code switch
        {
            SqlTypeCode.Bit => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
            SqlTypeCode.TinyInt => Convert.ToByte(value, CultureInfo.InvariantCulture),
            SqlTypeCode.SmallInt => Convert.ToInt16(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Int => Convert.ToInt32(value, CultureInfo.InvariantCulture),
            SqlTypeCode.BigInt => value is double beyond ? checked((long)beyond) : Convert.ToInt64(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Float => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Real => Convert.ToSingle(value, CultureInfo.InvariantCulture),
            SqlTypeCode.Decimal or SqlTypeCode.Money or SqlTypeCode.SmallMoney => ReadNumber(value),
            SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime or SqlTypeCode.DateTime2 => ReadMoment((string)value),
            SqlTypeCode.Date => DateTime.ParseExact((string)value, DateFormat, CultureInfo.InvariantCulture),
            SqlTypeCode.Time => TimeSpan.ParseExact((string)value, TimeFormat, CultureInfo.InvariantCulture),
            SqlTypeCode.DateTimeOffset => ReadOffset((string)value),
            SqlTypeCode.UniqueIdentifier => Guid.Parse((string)value),
            SqlTypeCode.SqlVariant => Variants.Read(value),
            _ => value,
        };
    }

    public static string NumberText(decimal value, byte scale) =>
        Math.Round(value, Math.Min((int)scale, 28), MidpointRounding.AwayFromZero).ToString("F" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static decimal ReadNumber(object value) => value is string text
        ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    private static string MomentText(DateTime moment) => moment.ToString(MomentFormat, CultureInfo.InvariantCulture);

    private static DateTime ReadMoment(string text) => DateTime.ParseExact(text, MomentFormat, CultureInfo.InvariantCulture);

    private static string OffsetText(DateTimeOffset moment, byte scale)
    {
        var offset = moment.Offset;
        string sign = offset < TimeSpan.Zero ? "-" : "+";
        return string.Create(CultureInfo.InvariantCulture, $"{MomentText(Round(moment.UtcDateTime, scale))} {sign}{offset:hh\\:mm}");
    }

    private static DateTimeOffset ReadOffset(string text)
    {
        DateTime utc = ReadMoment(text[..MomentWidth]);
        TimeSpan offset = TimeSpan.ParseExact(text[(MomentWidth + 2)..], @"hh\:mm", CultureInfo.InvariantCulture);
        if (text[MomentWidth + 1] == '-')
            offset = -offset;
        return new DateTimeOffset(DateTime.SpecifyKind(utc + offset, DateTimeKind.Unspecified), offset);
    }

    // A datetime counts in 1/300 s and is shown in milliseconds ending in 0, 3 or 7.
    private static DateTime RoundToTicksOfDateTime(DateTime value)
    {
        long counts = (long)Math.Round(value.TimeOfDay.Ticks * 300.0 / TimeSpan.TicksPerSecond, MidpointRounding.AwayFromZero);
        long milliseconds = (long)Math.Round(counts * 10.0 / 3.0, MidpointRounding.AwayFromZero);
        return value.Date.AddMilliseconds(milliseconds);
    }

    private static DateTime RoundToMinute(DateTime value) => value.Date.AddMinutes(Math.Round(value.TimeOfDay.TotalSeconds / 60, MidpointRounding.AwayFromZero));

    private static DateTime Round(DateTime value, byte scale)
    {
        long unit = (long)Math.Pow(10, 7 - Math.Min(scale, (byte)7));
        long ticks = (value.Ticks + (unit / 2)) / unit * unit;
        return new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks / unit * unit), value.Kind);
    }

    private static byte[] Padded(byte[] value, int length)
    {
        if (value.Length >= length)
            return value;
        byte[] padded = new byte[length];
        value.CopyTo(padded, 0);
        return padded;
    }
}
