namespace PosBackup.Engine.Sql;

/// <summary>Names and texts inside T-SQL where a parameter is not allowed.</summary>
internal static class SqlQuote
{
    /// <summary><c>[name]</c>, any name.</summary>
    public static string Name(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary><c>N'text'</c>, any text.</summary>
    public static string Text(string text) => $"N'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
