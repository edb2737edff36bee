namespace PosBackup.Engine.Media.Mtf;

/// <summary>
/// MTF's date: five bytes, big-endian, in the server's local time.
/// <code>year 14 bits | month 4 | day 5 | hour 5 | minute 6 | second 6</code>
/// All zero means none.
/// </summary>
internal static class MtfDate
{
    public const int Size = 5;

    /// <summary>The date; null for none and for a date that does not exist.</summary>
    public static DateTime? Read(ReadOnlySpan<byte> bytes)
    {
        ulong packed = 0;
        foreach (byte one in bytes[..Size])
            packed = (packed << 8) | one;

        int year = (int)(packed >> 26), month = (int)(packed >> 22) & 15, day = (int)(packed >> 17) & 31;
        int hour = (int)(packed >> 12) & 31, minute = (int)(packed >> 6) & 63, second = (int)packed & 63;
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60;
        return exists ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) : null;
    }
}
