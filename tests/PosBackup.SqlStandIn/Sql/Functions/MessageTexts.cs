using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>RAISERROR's and FORMATMESSAGE's placeholders: %s %d %i %u %x %X %o, with flags, width and precision.</summary>
internal static partial class MessageTexts
{
    private const int Longest = 2047;

    public static string Format(string text, IEnumerable<object?> arguments)
    {
        using var values = arguments.GetEnumerator();
        string formatted = Placeholder().Replace(text, match =>
        {
            if (match.ValueSpan is "%%")
                return "%";
            int? width = Size(match.Groups["width"].Value, values);
            int? precision = Size(match.Groups["precision"].Value, values);
            object? value = values.MoveNext() ? values.Current : null;
            string flags = match.Groups["flags"].Value;
            string written = Write(value, match.Groups["type"].Value[0], flags, precision);
            int fill = width ?? 0;
            return flags.Contains('-', StringComparison.Ordinal) ? written.PadRight(fill)
                : flags.Contains('0', StringComparison.Ordinal) ? written.PadLeft(fill, '0')
                : written.PadLeft(fill);
        });
        return formatted.Length <= Longest ? formatted : string.Concat(formatted.AsSpan(0, Longest - 3), "...");
    }

    private static int? Size(string written, IEnumerator<object?> values) => written switch
    {
        "" => null,
        "*" => values.MoveNext() ? Convert.ToInt32(values.Current, CultureInfo.InvariantCulture) : null,
        _ => int.Parse(written, CultureInfo.InvariantCulture),
    };

    private static string Write(object? value, char type, string flags, int? precision)
    {
        if (value is null)
            return "(null)";
        if (type == 's')
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            return precision is { } most && text.Length > most ? text[..most] : text;
        }

        long number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        var written = new StringBuilder(type switch
        {
            'x' => number.ToString("x", CultureInfo.InvariantCulture),
            'X' => number.ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(number, 8),
            _ => number.ToString(CultureInfo.InvariantCulture),
        });
        if (flags.Contains('+', StringComparison.Ordinal) && number >= 0)
            written.Insert(0, '+');
        return written.ToString().PadLeft(precision ?? 0, '0');
    }

    [GeneratedRegex(@"%%|%(?<flags>[-+0# ]*)(?<width>\d+|\*)?(?:\.(?<precision>\d+|\*))?(?:h|l|I64|ll)?(?<type>[sdiuxXo])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
