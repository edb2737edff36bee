using System.Buffers.Binary;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>
/// The date and time types. datetime counts days from 1900 and 300ths of a second; smalldatetime days and minutes;
/// the newer ones days from year 1 (three bytes) and fractions of 10^-scale seconds (three to five bytes).
/// </summary>
internal static class Moments
{
    private const long TicksPerDay = TimeSpan.TicksPerDay;
    private const int LastDay = 3_652_058;
    private const int ThirdsPerDay = 300 * 60 * 60 * 24;

    private static readonly DateTime Epoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime FirstDateTime = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Bytes of the fraction of a day at a scale.</summary>
    public static int TimeLength(int scale) => scale switch { <= 2 => 3, <= 4 => 4, _ => 5 };

    public static void WriteDateTime(WireWriter writer, DateTime value)
    {
        if (value < FirstDateTime)
            throw new InvalidOperationException($"{value:O} is before datetime begins (1753-01-01).");

        int days = (value.Date - Epoch).Days;
        long thirds = ((value.TimeOfDay.Ticks * 3) + 50_000) / 100_000;
        if (thirds == ThirdsPerDay)
            (days, thirds) = value.Date == DateTime.MaxValue.Date ? (days, ThirdsPerDay - 1) : (days + 1, 0);
        writer.Int32(days);
        writer.UInt32((uint)thirds);
    }

    public static DateTime ReadDateTime(ReadOnlySpan<byte> bytes)
    {
        int days = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        uint thirds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (days < (FirstDateTime - Epoch).Days || days > (DateTime.MaxValue - Epoch).Days || thirds >= ThirdsPerDay)
            throw new TdsProtocolException($"A datetime of {days} days and {thirds} 300ths of a second.");

        // SQL Server shows .003 and .007: whole milliseconds.
        return Epoch.AddDays(days).AddMilliseconds(((thirds * 10L) + 1) / 3);
    }

    public static void WriteSmallDateTime(WireWriter writer, DateTime value)
    {
        long minutes = ((value - Epoch).Ticks + (TimeSpan.TicksPerMinute / 2)) / TimeSpan.TicksPerMinute;
        if (value < Epoch || minutes / 1440 > ushort.MaxValue)
            throw new InvalidOperationException($"{value:O} does not fit into smalldatetime.");

        writer.UInt16((int)(minutes / 1440));
        writer.UInt16((int)(minutes % 1440));
    }

    public static DateTime ReadSmallDateTime(ReadOnlySpan<byte> bytes)
    {
        int minutes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        if (minutes >= 1440)
            throw new TdsProtocolException($"A smalldatetime of {minutes} minutes.");
        return Epoch.AddDays(BinaryPrimitives.ReadUInt16LittleEndian(bytes)).AddMinutes(minutes);
    }

    public static void WriteDate(WireWriter writer, DateTime value) => WriteDay(writer, (int)(value.Ticks / TicksPerDay));

    public static DateTime ReadDate(ReadOnlySpan<byte> bytes)
    {
        int days = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        if (days > LastDay)
            throw new TdsProtocolException($"A date of {days} days.");
        return DateTime.MinValue.AddDays(days);
    }

    /// <summary>A time that rounds up to midnight begins again at 00:00, as in SQL Server.</summary>
    public static void WriteTime(WireWriter writer, TimeSpan value, int scale)
    {
        if (value < TimeSpan.Zero || value.Ticks >= TicksPerDay)
            throw new InvalidOperationException($"{value:c} is no time of day.");
        WriteFraction(writer, Round(value.Ticks, scale) % TicksPerDay, scale);
    }

    public static TimeSpan ReadTime(ReadOnlySpan<byte> bytes, int scale)
    {
        long units = 0;
        for (int i = TimeLength(scale) - 1; i >= 0; i--)
            units = (units << 8) | bytes[i];

        long unit = TicksPerUnit(scale);
        return units < TicksPerDay / unit
            ? new TimeSpan(units * unit)
            : throw new TdsProtocolException($"A time of {units} times 10^-{scale} seconds.");
    }

    public static void WriteDateTime2(WireWriter writer, DateTime value, int scale)
    {
        long ticks = Math.Min(Round(value.Ticks, scale), LastOf(scale));
        WriteFraction(writer, ticks % TicksPerDay, scale);
        WriteDay(writer, (int)(ticks / TicksPerDay));
    }

    public static DateTime ReadDateTime2(ReadOnlySpan<byte> bytes, int scale) =>
        ReadDate(bytes[TimeLength(scale)..]) + ReadTime(bytes, scale);

    public static void WriteDateTimeOffset(WireWriter writer, DateTimeOffset value, int scale)
    {
        WriteDateTime2(writer, value.UtcDateTime, scale);
        writer.Int16((short)value.Offset.TotalMinutes);
    }

    public static DateTimeOffset ReadDateTimeOffset(ReadOnlySpan<byte> bytes, int scale)
    {
        DateTime utc = ReadDateTime2(bytes, scale);
        short minutes = BinaryPrimitives.ReadInt16LittleEndian(bytes[(TimeLength(scale) + 3)..]);
        long local = utc.Ticks + (minutes * TimeSpan.TicksPerMinute);
        if (minutes is < -840 or > 840 || local < 0 || local > DateTime.MaxValue.Ticks)
            throw new TdsProtocolException($"A datetimeoffset of {utc:O} with an offset of {minutes} minutes.");
        return new DateTimeOffset(local, TimeSpan.FromMinutes(minutes));
    }

    private static long TicksPerUnit(int scale)
    {
        long ticks = 1;
        for (int i = scale; i < 7; i++)
            ticks *= 10;
        return ticks;
    }

    private static long Round(long ticks, int scale)
    {
        long unit = TicksPerUnit(scale);
        return (ticks + (unit / 2)) / unit * unit;
    }

    private static long LastOf(int scale) => DateTime.MaxValue.Ticks / TicksPerUnit(scale) * TicksPerUnit(scale);

    private static void WriteFraction(WireWriter writer, long ticks, int scale)
    {
        long units = ticks / TicksPerUnit(scale);
        foreach (ref byte part in writer.Reserve(TimeLength(scale)))
        {
            part = (byte)units;
            units >>= 8;
        }
    }

    private static void WriteDay(WireWriter writer, int days)
    {
        writer.Byte((byte)days);
        writer.Byte((byte)(days >> 8));
        writer.Byte((byte)(days >> 16));
    }
}
