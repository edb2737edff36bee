using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>
/// How SQL Server's types live in SQLite: the one place that knows the declared column types and the form of the values.
/// </summary>
/// <remarks>
/// bit and the integers are INTEGER; float and real are REAL; decimal and money are TEXT in plain notation with all digits of their scale,
/// ordered by a collation; date and time types are ISO TEXT of fixed width that sorts as it stands; a guid is upper-case TEXT;
/// binary is a BLOB; a sql_variant is whatever its base type is, tagged where SQLite's own classes do not tell it.
/// </remarks>
internal static class SqliteTypes
{
    /// <summary>Type and collation as they stand in CREATE TABLE, after the column's name.</summary>
    public static string Declare(TdsType type, Identity? identity = null)
    {
        string name = DeclaredType.Of(type, identity);
        return Collations.NameFor(type) is { } collation ? $"{name} COLLATE {collation}" : name;
    }

    /// <summary>The type of a column whose declared type SQLite gives back (without collation).</summary>
    /// <exception cref="FormatException">The text was not made by <see cref="Declare"/>.</exception>
    public static TdsType Parse(string declared) => DeclaredType.Parse(declared).Type;

    /// <summary>The identity of a column whose declared type SQLite gives back, or null.</summary>
    public static Identity? ParseIdentity(string declared) => DeclaredType.Parse(declared).Identity;

    /// <summary>A CLR value of the type (as <see cref="ITdsResponse.Row"/> takes it) in the form SQLite stores.</summary>
    public static object? ToSqlite(TdsType type, object? value) => SqliteValues.Write(type, value);

    /// <summary>A stored value as the CLR value of the type.</summary>
    public static object? FromSqlite(TdsType type, object? value) => SqliteValues.Read(type, value);

    /// <summary>Registers the collations on a connection; needed before any table made with <see cref="Declare"/> is touched.</summary>
    public static void Prepare(SqliteConnection connection) => Collations.Register(connection);
}
