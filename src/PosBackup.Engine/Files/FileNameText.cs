using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PosBackup.Engine.Files;

/// <summary>
/// Any name as (a part of) a file name that every file system, shell and tool takes, and back.
/// <code>
/// letters and digits of any script, - and _      stand for themselves
/// a dot or a space inside                        stands for itself
/// everything else, a ~ too                       ~ and the four hexadecimal digits of its UTF-16 unit
/// the first character of CON, NUL, COM1, …       likewise: Windows keeps these names, with any extension
/// more than 128 bytes of UTF-8 (or another cap)  cut, then ~~ and sixteen digits of the name's SHA-256
/// </code>
/// One text per name and one name per text. Only the cut form does not carry the whole name; the media inside does, and
/// <see cref="IsFor"/> tells whether it fits.
/// </summary>
internal static class FileNameText
{
    /// <summary>Leaves room in the 255 bytes of a file name for kind, time, id, stripe and the names of manifests on their way.</summary>
    public const int LongestBytes = 128;

    private const char Mark = '~';
    private const string Cut = "~~";
    private const int HashDigits = 16;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<string> Reserved = SearchValues.Create(
        [
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
            "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
            "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">Bytes of UTF-8 at most.</param>
    public static string Of(string name, int longest = LongestBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        List<string> tokens = Tokens(name);
        string whole = string.Concat(tokens);
        if (Encoding.UTF8.GetByteCount(whole) <= longest)
            return whole;

        string tail = Cut + Hash(name);
        var text = new StringBuilder();
        int bytes = tail.Length;
        foreach (string token in tokens)
        {
            bytes += Encoding.UTF8.GetByteCount(token);
            if (bytes > longest)
                break;

            text.Append(token);
        }

        return text.Append(tail).ToString();
    }

    /// <summary>The name of a text; null when the text is cut, or is not one that <see cref="Of"/> makes.</summary>
    public static string? NameOf(string text, int longest = LongestBytes)
    {
        var name = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != Mark)
            {
                name.Append(text[i]);
                continue;
            }

            if (i + 4 >= text.Length || !ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
                return null;

            name.Append((char)unit);
            i += 4;
        }

        return name.Length > 0 && IsFor(text, name.ToString(), longest) ? name.ToString() : null;
    }

    /// <summary>Whether a text is that of a name, the cut form included.</summary>
    public static bool IsFor(string text, string name, int longest = LongestBytes) => string.Equals(text, Of(name, longest), StringComparison.Ordinal);

    /// <summary>Whether a text has the form of a cut one.</summary>
    public static bool IsCut(string text) =>
        text.Length > Cut.Length + HashDigits
        && text.AsSpan(text.Length - HashDigits - Cut.Length, Cut.Length).SequenceEqual(Cut)
        && !text.AsSpan(text.Length - HashDigits).ContainsAnyExcept(LowerHex);

    /// <summary>
    /// Whether every file system takes a text as the name of a file as it stands: a text of <see cref="Of"/>, also with endings behind it. A name from outside
    /// that is none may be a device, a stream or a hidden file somewhere.
    /// </summary>
    public static bool IsPlain(string text)
    {
        if (text.Length == 0)
            return false;

        string bare = text.Replace(Mark, '_');
        return string.Equals(bare, Of(bare, int.MaxValue), StringComparison.Ordinal);
    }

    private static List<string> Tokens(string name)
    {
        bool reserved = IsReserved(name);
        var tokens = new List<string>(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if ((i == 0 && reserved) || !Rune.TryGetRuneAt(name, i, out Rune rune))
            {
                tokens.Add(Escape(name[i]));
            }
            else if (StandsForItself(rune) || (rune.Value is '.' or ' ' && i > 0 && i < name.Length - 1))
            {
                tokens.Add(rune.ToString());
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                tokens.Add(Escape(name[i]));
            }
        }

        return tokens;
    }

    private static bool IsReserved(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return Reserved.Contains((dot < 0 ? name : name[..dot]).TrimEnd(' '));
    }

    /// <summary>
    /// What a file system might compose or decompose on its own is left out: characters that change under normalization, and the Hangul
    /// letters that grow together to syllables. Marks that join a letter are no letters, so they are out too.
    /// </summary>
    private static bool StandsForItself(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_'
        : Rune.IsLetterOrDigit(rune) && !IsHangulLetter(rune.Value) && rune.ToString().IsNormalized(NormalizationForm.FormC);

    private static bool IsHangulLetter(int value) => value is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF);

    private static string Escape(char unit) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{(int)unit:x4}");

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(name)))[..HashDigits];
}
