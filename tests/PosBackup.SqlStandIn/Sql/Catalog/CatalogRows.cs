using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>Rows of the catalog laid out in a temporary table for the time of a statement, so that SQLite can join them with others.</summary>
internal sealed record CatalogRows(string Table, IReadOnlyList<SystemColumn> Columns, Func<SessionContext, IEnumerable<object?[]>> Read)
{
    public string SqliteName => $"temp.{SqlText.Name(Table)}";

    /// <summary>Makes the table, empty: a statement that names it can be prepared.</summary>
    public void Create(SessionConnection connection) =>
        connection.Execute($"CREATE TABLE IF NOT EXISTS {SqliteName} ({string.Join(", ", Columns.Select(column => $"{SqlText.Name(column.Name)} {SqliteTypes.Declare(column.Type)}"))})");

    /// <summary>Puts today's rows into it.</summary>
    public void Fill(SessionContext session)
    {
        Create(session.Connection);
        session.Connection.Execute($"DELETE FROM {SqliteName}");
        using SqliteCommand insert = session.Connection.Command(
            $"INSERT INTO {SqliteName} VALUES ({string.Join(", ", Columns.Select((_, i) => SqliteParameterName(i)))})");
        foreach (object?[] row in Read(session))
        {
            insert.Parameters.Clear();
            for (int i = 0; i < row.Length; i++)
                insert.Parameters.AddWithValue(SqliteParameterName(i), SqliteTypes.ToSqlite(Columns[i].Type, row[i]) ?? DBNull.Value);
            insert.ExecuteNonQuery();
        }
    }

    public void Drop(SessionConnection connection) => connection.Execute($"DROP TABLE IF EXISTS {SqliteName}");

    private static string SqliteParameterName(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$c{index}");
}
