using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>Makes words of the other side fit for a message: printable and bounded, whatever was sent.</summary>
internal static class PrintableText
{
    /// <summary>Characters that are kept.</summary>
    public const int Longest = 500;

    /// <summary>The text of bytes that claim to be UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Of(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Longest * 4)]));

    /// <summary>Controls, line ends and marks of direction become single spaces.</summary>
    public static string Of(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool blank = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format;
            if (blank && (kept.Length == 0 || kept[^1] == ' '))
                continue;
            if (kept.Length >= Longest)
                return kept.Append('…').ToString();

            kept.Append(blank ? " " : rune.ToString());
        }

        return kept.ToString().TrimEnd();
    }
}
