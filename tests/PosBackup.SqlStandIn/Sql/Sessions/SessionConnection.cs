using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>
/// The one SQLite connection of a session. Its own main database is empty memory; the databases that statements name are attached
/// as <c>d5</c>, <c>d6</c>, and let go again when a batch ends without an open transaction, so that a RESTORE may replace their files.
/// Temporary tables live in SQLite's temp schema and so as long as the session.
/// </summary>
internal sealed class SessionConnection : IDisposable
{
    private readonly Dictionary<int, string> _attached = [];

    public SessionConnection(SessionContext session)
    {
        Sqlite = new SqliteConnection("Data Source=:memory:;Pooling=False");
        Sqlite.Open();
        SqliteTypes.Prepare(Sqlite);
        SqlFunctions.Register(Sqlite, session);
        Aggregates.Register(Sqlite);
        Execute("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
        Database.Configure(Sqlite);
    }

    public SqliteConnection Sqlite { get; }

    /// <summary>The error that a function raised inside SQLite, for whoever catches SQLite's own exception.</summary>
    public SqlErrorException? FunctionError { get; set; }

    /// <summary>Counts everything that may change what a translated statement means: attaching, DDL, USE.</summary>
    public long Epoch { get; private set; }

    /// <summary>The SQLite schema name of a database, attached now when it was not yet.</summary>
    /// <exception cref="SqlErrorException">The database is not online.</exception>
    public string Attach(Database database)
    {
        if (_attached.TryGetValue(database.Id, out string? schema))
            return schema;

        database.RequireOnline();
        schema = string.Create(CultureInfo.InvariantCulture, $"d{database.Id}");
        using SqliteCommand command = Command($"ATTACH DATABASE $path AS {schema}");
        command.Parameters.AddWithValue("$path", database.StorePath);
        command.ExecuteNonQuery();
        _attached.Add(database.Id, schema);
        Epoch++;
        return schema;
    }

    /// <summary>Lets go of every database; not while a transaction is open.</summary>
    public void DetachAll()
    {
        foreach (string schema in _attached.Values)
            Execute($"DETACH DATABASE {schema}");
        if (_attached.Count > 0)
            Epoch++;
        _attached.Clear();
    }

    /// <summary>Says that tables changed.</summary>
    public void SchemaChanged() => Epoch++;

    public SqliteCommand Command(string sql)
    {
        SqliteCommand command = Sqlite.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }

    public int Execute(string sql)
    {
        using SqliteCommand command = Command(sql);
        return command.ExecuteNonQuery();
    }

    public object? Value(string sql, params (string Name, object? Value)[] parameters)
    {
        using SqliteCommand command = Command(sql);
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command.ExecuteScalar() is var result && result is DBNull ? null : result;
    }

    /// <summary>Rows of a small query as stored values.</summary>
    public List<object?[]> Rows(string sql, params (string Name, object? Value)[] parameters)
    {
        using SqliteCommand command = Command(sql);
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Makes a running statement stop with SQLITE_INTERRUPT; may be called from any thread.</summary>
    public void Interrupt()
    {
        if (Sqlite.Handle is { IsClosed: false } handle)
            SQLitePCL.raw.sqlite3_interrupt(handle);
    }

    public void Dispose() => Sqlite.Dispose();
}
