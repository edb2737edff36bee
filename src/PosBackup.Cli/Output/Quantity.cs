using System.Globalization;
using PosBackup.Engine;

namespace PosBackup.Cli.Output;

/// <summary>Sizes, rates and durations for a person.</summary>
internal static class Quantity
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    public static string Size(long bytes)
    {
        if (bytes < 1024)
            return CountText.Of(bytes, "byte");

        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {Units[unit]}");
    }

    public static string Rate(double bytesPerSecond) => Size((long)bytesPerSecond) + "/s";

    public static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
