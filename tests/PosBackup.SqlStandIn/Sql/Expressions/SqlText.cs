using System.Globalization;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Names and stored values as SQLite text.</summary>
internal static class SqlText
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Quoted(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? $"CAST(X'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))}' AS TEXT)"
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A stored value (see SqliteTypes) as a literal.</summary>
    public static string Literal(object? stored) => stored switch
    {
        null => "NULL",
        long number => number < 0 ? $"({number.ToString(CultureInfo.InvariantCulture)})" : number.ToString(CultureInfo.InvariantCulture),
        double number => Real(number),
        string text => Quoted(text),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        _ => throw new ArgumentOutOfRangeException(nameof(stored), stored.GetType(), "Not a value that SQLite stores."),
    };

    private static string Real(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        text = text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
        return number < 0 ? $"({text})" : text;
    }
}
