using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>SQL Server's collation names: what counts here is whether case does.</summary>
internal static class CollationNames
{
    private const string CaseSensitive = "BINARY";

    /// <exception cref="Tds.SqlErrorException">448: no such collation.</exception>
    public static string ToSqlite(string name)
    {
        if (name.Equals("DATABASE_DEFAULT", StringComparison.OrdinalIgnoreCase) || name.Equals("CATALOG_DEFAULT", StringComparison.OrdinalIgnoreCase))
            return Collations.Text;
        string upper = name.ToUpperInvariant();
        if (upper.EndsWith("_BIN", StringComparison.Ordinal) || upper.Contains("_BIN2", StringComparison.Ordinal) || upper.Contains("_CS", StringComparison.Ordinal))
            return CaseSensitive;
        return upper.Contains("_CI", StringComparison.Ordinal)
            ? Collations.Text
            : throw new Tds.SqlErrorException(new Tds.SqlMessage(448, 16, 3, $"Invalid collation '{name}'."));
    }
}
