using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.History;

/// <summary>A table of msdb: its columns as SQL Server has them, and how a row gets in.</summary>
internal sealed record HistoryTable(string Name, IReadOnlyList<TdsColumn> Columns, string? Identity = null)
{
    public void Create(SqliteConnection connection)
    {
        IEnumerable<string> columns = Columns.Select(column => string.Equals(column.Name, Identity, StringComparison.Ordinal)
            ? $"\"{column.Name}\" {SqliteTypes.Declare(column.Type, new Identity(1, 1))} PRIMARY KEY"
            : $"\"{column.Name}\" {SqliteTypes.Declare(column.Type)}");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE IF NOT EXISTS \"{Name}\" ({string.Join(", ", columns)})";
        command.ExecuteNonQuery();
    }

    /// <summary>Adds a row; what is not named is NULL, the identity is the next number.</summary>
    /// <returns>The identity, or 0 without one.</returns>
    public int Insert(SqliteConnection connection, IReadOnlyDictionary<string, object?> values)
    {
        foreach (string unknown in values.Keys.Where(name => Columns.All(column => !string.Equals(column.Name, name, StringComparison.Ordinal))))
            throw new ArgumentException($"msdb.dbo.{Name} has no column {unknown}", nameof(values));

        int identity = Identity is null ? 0 : NextIdentity(connection);
        using SqliteCommand command = connection.CreateCommand();
        var names = new List<string>();
        foreach (TdsColumn column in Columns)
        {
            object? value = string.Equals(column.Name, Identity, StringComparison.Ordinal) ? identity : values.GetValueOrDefault(column.Name);
            string parameter = string.Create(CultureInfo.InvariantCulture, $"$p{names.Count}");
            names.Add(parameter);
            command.Parameters.AddWithValue(parameter, SqliteTypes.ToSqlite(column.Type, value) ?? DBNull.Value);
        }

        command.CommandText = $"INSERT INTO \"{Name}\" VALUES ({string.Join(", ", names)})";
        command.ExecuteNonQuery();
        return identity;
    }

    private int NextIdentity(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT coalesce(max(\"{Identity}\"), 0) + 1 FROM \"{Name}\"";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
