using System.Globalization;

namespace PosBackup.Engine;

/// <summary>Sizes as people write them: bytes, or a whole number with KiB, MiB, GiB or TiB.</summary>
public static class SizeText
{
    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    /// <summary>What a message says about a text that is none.</summary>
    public static string Form => "write it in bytes, or as 64KiB, 4MiB or 16GiB";

    /// <summary>Reads a size; false when the text is none.</summary>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (text is null)
            return false;

        (string unit, int shift) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase), (Unit: "", Shift: 0));
        if (!long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number > long.MaxValue >> shift)
            return false;

        bytes = number << shift;
        return true;
    }

    /// <summary>A size, exactly, in the largest unit that it is a whole number of.</summary>
    public static string Of(long bytes)
    {
        (string unit, int shift) = Units.LastOrDefault(one => bytes != 0 && bytes % (1L << one.Shift) == 0, (Unit: "", Shift: 0));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift}{unit}");
    }
}
