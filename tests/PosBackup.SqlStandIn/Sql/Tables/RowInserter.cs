using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>Inserts rows into one table with one prepared statement; gives out identity values.</summary>
internal sealed class RowInserter : IDisposable
{
    private const string Action = "INSERT";

    private readonly SessionContext _session;
    private readonly RowWriter _writer;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly IdentityCounter? _identity;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _parameters;

    /// <param name="table">Where to.</param>
    /// <param name="columns">The columns for which values will come, in their order. The others take their defaults.</param>
    /// <param name="session">Whose connection.</param>
    public RowInserter(TableShape table, IReadOnlyList<TableColumn> columns, SessionContext session)
    {
        _session = session;
        _writer = new RowWriter(table, session);
        _columns = columns;
        _identity = table.Identity is { } identity ? new IdentityCounter(table, identity, session) : null;

        bool generates = _identity is not null && columns.All(column => column.Identity is null);
        IEnumerable<TableColumn> written = generates ? columns.Append(table.Identity!) : columns;
        string[] names = [.. written.Select(column => SqlText.Name(column.Name))];
        string[] parameters = [.. names.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"$v{i}"))];
        _insert = session.Connection.Command(names.Length == 0
            ? $"INSERT INTO {table.SqliteName} DEFAULT VALUES"
            : $"INSERT INTO {table.SqliteName} ({string.Join(", ", names)}) VALUES ({string.Join(", ", parameters)})");
        _parameters = [.. parameters.Select(name => _insert.Parameters.AddWithValue(name, DBNull.Value))];
        Generates = generates;
        Table = table;
    }

    public TableShape Table { get; }

    public long Count { get; private set; }

    private bool Generates { get; }

    /// <summary>Inserts one row of values with their types.</summary>
    public void Insert(IReadOnlyList<object?> values, IReadOnlyList<TdsType> types)
    {
        for (int i = 0; i < _columns.Count; i++)
            Set(i, _writer.Fit(_columns[i], values[i], types[i], Action));
        Execute();
    }

    /// <summary>Inserts one row of stored values: they fit already.</summary>
    public void InsertStored(IReadOnlyList<object?> stored)
    {
        for (int i = 0; i < _columns.Count; i++)
            Set(i, stored[i]);
        Execute();
    }

    /// <summary>A value in the stored form of the column at an index.</summary>
    public object? Fit(int index, object? value, TdsType type) => _writer.Fit(_columns[index], value, type, Action);

    /// <summary>Writes down how far the identity came.</summary>
    public void Finish()
    {
        if (_identity is null || Count == 0)
            return;
        _identity.Save();
        _session.Outcome.Identity = _identity.Last;
    }

    public void Dispose() => _insert.Dispose();

    private void Execute()
    {
        if (Generates)
            Set(_columns.Count, _identity!.Next());
        try
        {
            _insert.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            _writer.Refuse(error, Action, Written());
            throw;
        }

        if (!Generates && _identity is not null)
            _identity.Saw(Written()[Table.Identity!.Name]);
        Count++;
    }

    private void Set(int index, object? stored)
    {
        _parameters[index].ResetSqliteType();
        _parameters[index].Value = stored ?? DBNull.Value;
    }

    private Dictionary<string, object?> Written()
    {
        var row = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < _columns.Count; i++)
            row[_columns[i].Name] = _parameters[i].Value is DBNull ? null : _parameters[i].Value;
        return row;
    }
}
