using System.Globalization;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Times as MDTM, MFMT and MLST write them: <c>20261231235959[.fraction]</c> in UTC.</summary>
internal static class FtpTime
{
    private const string Format = "yyyyMMddHHmmss";

    /// <summary>Writes a time, to the second.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads a time; null when it is none.</summary>
    public static DateTimeOffset? Read(string text)
    {
        string[] parts = text.Trim().Split('.', 2);
        if (!DateTime.TryParseExact(parts[0], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time))
            return null;

        if (parts.Length == 2 && parts[1] is { Length: > 0 and <= 7 } && parts[1].All(char.IsAsciiDigit))
            time = time.AddTicks(long.Parse(parts[1].PadRight(7, '0'), CultureInfo.InvariantCulture));
        return new DateTimeOffset(time, TimeSpan.Zero);
    }
}
