using System.Globalization;
using System.Text;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions that make text of text.</summary>
internal static class TextFunctions
{
    private const int LongestName = 128;

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        SqlFunction.Of("LEN", TdsType.Int, [Text], (_, a) => ((string)a[0]!).TrimEnd(' ').Length),
        new("DATALENGTH", [Any], _ => TdsType.Int, types => (_, a) => DataLength(a[0]!, types[0])),
        Varying("LOWER", [Text], (_, a) => ((string)a[0]!).ToLowerInvariant()),
        Varying("UPPER", [Text], (_, a) => ((string)a[0]!).ToUpperInvariant()),
        Varying("LTRIM", [Text], (_, a) => ((string)a[0]!).TrimStart(' ')),
        Varying("RTRIM", [Text], (_, a) => ((string)a[0]!).TrimEnd(' ')),
        Varying("TRIM", [Text], (_, a) => ((string)a[0]!).Trim(' ')) with { Since = 14 },
        Varying("REVERSE", [Text], (_, a) => new string([.. ((string)a[0]!).Reverse()])),
        Varying("LEFT", [Text, Int], (_, a) => Left((string)a[0]!, (int)a[1]!)),
        Varying("RIGHT", [Text, Int], (_, a) => Right((string)a[0]!, (int)a[1]!)),
        Substring,
        Long("REPLACE", [Text, Text, Text], (_, a) => Replace((string)a[0]!, (string)a[1]!, (string)a[2]!)),
        Long("REPLICATE", [Text, Int], (_, a) => (int)a[1]! < 0 ? null : Cut(new StringBuilder().Insert(0, (string)a[0]!, (int)a[1]!).ToString())),
        SqlFunction.Of("SPACE", new(SqlTypeCode.VarChar, 8000), [Int], (_, a) => (int)a[0]! < 0 ? null : new string(' ', Math.Min((int)a[0]!, 8000))),
        Long("STUFF", [Text, Int, Int, Text], (_, a) => Stuff((string)a[0]!, (int)a[1]!, (int)a[2]!, (string)a[3]!)),
        SqlFunction.Of("CHAR", new(SqlTypeCode.Char, 1), [Int], (_, a) => (int)a[0]! is >= 0 and < 256 ? ((char)(int)a[0]!).ToString() : null),
        SqlFunction.Of("NCHAR", new(SqlTypeCode.NChar, 1), [Int], (_, a) => (int)a[0]! is >= 0 and <= 0xFFFF ? ((char)(int)a[0]!).ToString() : null),
        SqlFunction.Of("ASCII", TdsType.Int, [Text], (_, a) => (string)a[0]! is { Length: > 0 } text ? (int)Encoding.Latin1.GetBytes(text[..1])[0] : null),
        SqlFunction.Of("UNICODE", TdsType.Int, [Text], (_, a) => (string)a[0]! is { Length: > 0 } text ? (int)text[0] : null),
        SqlFunction.Of("QUOTENAME", TdsType.NVarChar(258), [Name, TdsType.NVarChar(1)], (_, a) => QuoteName((string)a[0]!, a.Length > 1 ? (string)a[1]! : "[")) with { Least = 1 },
        SqlFunction.Of("PARSENAME", TdsType.SysName, [Name, Int], (_, a) => ParseName((string)a[0]!, (int)a[1]!)),
        SqlFunction.Of("STR", new(SqlTypeCode.VarChar, 8000), [Float, Int, Int], (_, a) =>
            Str((double)a[0]!, a.Length > 1 ? (int)a[1]! : 10, a.Length > 2 ? (int)a[2]! : 0)) with { Least = 1 },
        new("CONCAT", [Text], Joined, _ => (_, a) => string.Concat(a)) { Least = 2, Most = 254, Since = 11, NullIfAnyNull = false },
        new("CONCAT_WS", [Text], Joined, _ => (_, a) => string.Join((string?)a[0], a.Skip(1).Where(text => text is not null))) { Least = 3, Most = 254, Since = 14, NullIfAnyNull = false },
        SqlFunction.Of("FORMATMESSAGE", TdsType.NVarChar(2048), [Name, Any], (_, a) =>
            MessageTexts.Format((string?)a[0] ?? "", a.Skip(1))) with { Least = 1, Most = 21, Since = 13, NullIfAnyNull = false },
    ];

    private static SqlFunction Substring => new("SUBSTRING", [Any, Int, Int],
        types => TypeRules.IsBinary(types[0]) ? TdsType.VarBinary(8000) : VaryingOf(types),
        types => TypeRules.IsBinary(types[0])
            ? (_, a) => Part((byte[])a[0]!, (int)a[1]!, (int)a[2]!).ToArray()
            : (_, a) => new string(Part<char>(((string)a[0]!).ToCharArray(), (int)a[1]!, (int)a[2]!)));

    /// <summary>[name], with closing brackets doubled; null when the name is too long or the quote is none.</summary>
    public static string? QuoteName(string name, string quote)
    {
        if (name.Length > LongestName)
            return null;
        (char open, char close) = quote switch
        {
            "" or "[" or "]" => ('[', ']'),
            "'" => ('\'', '\''),
            "\"" => ('"', '"'),
            "(" or ")" => ('(', ')'),
            "{" or "}" => ('{', '}'),
            "<" or ">" => ('<', '>'),
            _ => ('\0', '\0'),
        };
        return close == '\0' ? null : $"{open}{name.Replace(close.ToString(), new string(close, 2), StringComparison.Ordinal)}{close}";
    }

    private static SqlFunction Varying(string name, IReadOnlyList<Parameter> parameters, FunctionBody body) => new(name, parameters, VaryingOf, _ => body);

    private static SqlFunction Long(string name, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        new(name, parameters, types => TypeRules.IsUnicode(types[0]) ? TdsType.NVarChar(types[0].Length < 0 ? -1 : 4000) : new(SqlTypeCode.VarChar, types[0].Length < 0 ? -1 : 8000), _ => body);

    private static TdsType VaryingOf(IReadOnlyList<TdsType> types) => types[0].Code switch
    {
        SqlTypeCode.Text => new(SqlTypeCode.VarChar, -1),
        SqlTypeCode.NText or SqlTypeCode.Xml => TdsType.NVarCharMax,
        _ => new(TypeRules.IsUnicode(types[0]) ? SqlTypeCode.NVarChar : SqlTypeCode.VarChar, types[0].Length),
    };

    private static TdsType Joined(IReadOnlyList<TdsType> types) => types.Aggregate(TypeRules.Concatenation);

    private static int DataLength(object value, TdsType type) => value switch
    {
        string text => TypeRules.IsUnicode(type) ? text.Length * 2 : text.Length,
        byte[] bytes => bytes.Length,
        bool or byte => 1,
        short => 2,
        int or float => 4,
        Guid => 16,
        decimal when type.Code == SqlTypeCode.Decimal => type.Precision switch { <= 9 => 5, <= 19 => 9, <= 28 => 13, _ => 17 },
        _ => type.Code is SqlTypeCode.SmallMoney or SqlTypeCode.SmallDateTime ? 4 : type.Code == SqlTypeCode.Date ? 3 : 8,
    };

    private static string Left(string text, int count) =>
        count < 0 ? throw SqlErrors.InvalidLength("left") : text[..Math.Min(count, text.Length)];

    private static string Right(string text, int count) =>
        count < 0 ? throw SqlErrors.InvalidLength("right") : text[^Math.Min(count, text.Length)..];

    // A start before 1 eats into the length, as SQL Server counts.
    private static ReadOnlySpan<T> Part<T>(T[] whole, int start, int length)
    {
        if (length < 0)
            throw SqlErrors.InvalidLength("substring");
        long end = Math.Min((long)start + length - 1, whole.Length);
        int begin = Math.Max(start, 1);
        return end < begin ? [] : whole.AsSpan(begin - 1, (int)(end - begin + 1));
    }

    private static string Replace(string text, string what, string with) =>
        what.Length == 0 ? text : text.Replace(what, with, StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text) => text.Length <= 8000 ? text : text[..8000];

    private static string? Stuff(string text, int start, int length, string with) =>
        start < 1 || start > text.Length || length < 0 ? null : string.Concat(text.AsSpan(0, start - 1), with, text.AsSpan(Math.Min(start - 1 + length, text.Length)));

    private static string? ParseName(string name, int part)
    {
        var parts = new List<string>();
        for (int at = 0; at <= name.Length;)
        {
            int end;
            if (at < name.Length && name[at] == '[')
            {
                end = name.IndexOf(']', at + 1);
                if (end < 0)
                    return null;
                parts.Add(name[(at + 1)..end]);
                at = end + 2;
                continue;
            }

            end = name.IndexOf('.', at) is >= 0 and var dot ? dot : name.Length;
            parts.Add(name[at..end]);
            at = end + 1;
        }

        return part >= 1 && part <= parts.Count && parts.Count <= 4 && parts[^part].Length > 0 ? parts[^part] : null;
    }

    private static string Str(double number, int length, int decimals)
    {
        string text = Math.Round(number, Math.Clamp(decimals, 0, 15), MidpointRounding.AwayFromZero)
            .ToString("F" + Math.Clamp(decimals, 0, 16).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        if (text.Length > length && point >= 0 && point <= length)
            text = Math.Round(number, Math.Max(0, length - point - 1), MidpointRounding.AwayFromZero)
                .ToString("F" + Math.Max(0, length - point - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Length > length ? new string('*', length) : text.PadLeft(length);
    }
}
