using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions that look for text in text.</summary>
internal static class SearchFunctions
{
    /// <summary>LIKE, as the translator calls it.</summary>
    public const string Like = "LIKE";

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        SqlFunction.Of("CHARINDEX", TdsType.Int, [Text, Text, Int], (_, a) => CharIndex((string)a[0]!, (string)a[1]!, a.Length > 2 ? (int)a[2]! : 1)) with { Least = 2 },
        SqlFunction.Of("PATINDEX", TdsType.Int, [Text, Text], (_, a) => PatIndex((string)a[0]!, (string)a[1]!)),
        SqlFunction.Of(Like, TdsType.Bit, [Text, Text, TdsType.NVarChar(1)], (_, a) =>
            LikePattern.Matches((string)a[0]!, (string)a[1]!, a.Length > 2 && a[2] is string { Length: 1 } escape ? escape[0] : null)) with { Least = 2, IsPublic = false },
    ];

    private static int CharIndex(string what, string text, int start) =>
        what.Length == 0 || start > text.Length ? 0 : text.IndexOf(what, Math.Max(start, 1) - 1, StringComparison.OrdinalIgnoreCase) + 1;

    private static int PatIndex(string pattern, string text)
    {
        if (!pattern.StartsWith('%'))
            return LikePattern.Matches(text, pattern, escape: null) ? 1 : 0;
        string rest = pattern.TrimStart('%');
        for (int at = 0; at < text.Length; at++)
        {
            if (LikePattern.Matches(text.AsSpan(at), rest, escape: null))
                return at + 1;
        }

        return 0;
    }
}
