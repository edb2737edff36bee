using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PosBackup.Cli.Settings;

/// <summary>Sizes on the command line: bytes, or a number with KiB, MiB, GiB or TiB.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    public static Option<long?> Option(string name, string description, long value) => new(name)
    {
        Description = $"{description} (default: {Text(value)})",
        HelpName = "size",
        CustomParser = Parse,
    };

    /// <summary>A size that SQL Server takes as a 32-bit number and that has no default of ours.</summary>
    public static Option<int?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "size",
        CustomParser = result => Parse(result) is { } size ? (int)Math.Min(size, int.MaxValue) : null,
    };

    private static string Text(long bytes)
    {
        (string unit, int shift) = Units.Last(one => one.Shift == 10 || bytes % (1L << one.Shift) == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift}{unit}");
    }

    private static long? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        (string unit, int shift) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase), (Unit: "", Shift: 0));
        if (long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue >> shift)
            return number << shift;

        result.AddError($"'{text}' is no size: write it in bytes, or as 64KiB, 4MiB or 16GiB");
        return null;
    }
}
