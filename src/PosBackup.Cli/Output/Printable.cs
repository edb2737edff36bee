using System.Globalization;
using System.Text;

namespace PosBackup.Cli.Output;

/// <summary>Names from backup files are strangers' text: none of it may steer the terminal.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsUnprintable))
            return text;

        var safe = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (IsUnprintable(c))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>Control characters, and those that turn the direction of what follows.</summary>
    private static bool IsUnprintable(char c) => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
