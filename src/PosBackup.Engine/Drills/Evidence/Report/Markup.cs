using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>
/// HTML that is safe by construction: it comes from literals of this folder, and every value in a hole is encoded unless it is markup
/// itself. Characters that a reader cannot see (controls, changes of direction, halves of pairs) are spelled <c>\uXXXX</c>.
/// </summary>
internal readonly record struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    /// <summary>Nothing.</summary>
    public static Markup None => default;

    public static Markup Of(Writer html) => new(html.ToString());

    /// <summary>One after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <inheritdoc/>
    public override string ToString() => _html ?? "";

    private static string Encode(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int units = Rune.TryGetRuneAt(text, i, out Rune rune) ? rune.Utf16SequenceLength : 1;
            foreach (char unit in text.AsSpan(i, units))
            {
                if (rune == default || IsInvisible(rune))
                    visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
                else
                    visible.Append(unit);
            }

            i += units - 1;
        }

        return WebUtility.HtmlEncode(visible.ToString());
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Takes the literals and holes of <c>Markup.Of($"…")</c>.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string literal) => _html.Append(literal);

        public void AppendFormatted(Markup markup) => _html.Append(markup.ToString());

        public void AppendFormatted(string? text) => _html.Append(Encode(text ?? ""));

        public void AppendFormatted(int number) => _html.Append(number.ToString("N0", CultureInfo.InvariantCulture));

        public override string ToString() => _html.ToString();
    }
}
