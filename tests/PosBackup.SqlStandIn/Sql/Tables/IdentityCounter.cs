using System.Globalization;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>
/// The identity of a table. The last value stands in a bookkeeping table of the same SQLite file, so that it travels with a backup;
/// without an entry it is the greatest value in the table.
/// </summary>
internal sealed class IdentityCounter
{
    private readonly SessionContext _session;
    private readonly TableColumn _column;
    private readonly string _schema;
    private readonly string _table;
    private long? _last;

    public IdentityCounter(TableShape table, TableColumn column, SessionContext session)
    {
        _session = session;
        _column = column;
        _schema = table.SqliteName[..table.SqliteName.IndexOf('.', StringComparison.Ordinal)];
        _table = table.SqliteName;
        string key = table.SqliteName[(_schema.Length + 1)..];
        Key = key;
        session.Connection.Execute($"CREATE TABLE IF NOT EXISTS {Bookkeeping} (name TEXT PRIMARY KEY COLLATE NOCASE, last INTEGER)");
        object? known = session.Connection.Value($"SELECT last FROM {Bookkeeping} WHERE name = $name", ("$name", key))
            ?? session.Connection.Value($"SELECT max({SqlText.Name(column.Name)}) FROM {_table}");
        _last = known is null ? null : Convert.ToInt64(known, CultureInfo.InvariantCulture);
    }

    /// <summary>The value given out last.</summary>
    public decimal? Last => _last;

    private string Key { get; }

    private string Bookkeeping => $"{_schema}.\"$identity\"";

    public long Next()
    {
        _last = _last is { } last ? checked(last + _column.Identity!.Increment) : _column.Identity!.Seed;
        return _last.Value;
    }

    /// <summary>A value came from outside (IDENTITY_INSERT): the next one goes on from it when it is beyond.</summary>
    public void Saw(object? stored)
    {
        long value = Convert.ToInt64(stored, CultureInfo.InvariantCulture);
        bool beyond = _last is not { } last || (_column.Identity!.Increment > 0 ? value > last : value < last);
        if (beyond)
            _last = value;
    }

    public void Save() => _session.Connection.Value(
        $"INSERT INTO {Bookkeeping} VALUES ($name, $last) ON CONFLICT (name) DO UPDATE SET last = $last", ("$name", Key), ("$last", _last));

    /// <summary>TRUNCATE and DROP: the counting starts anew.</summary>
    public static void Forget(TableShape table, SessionContext session)
    {
        int dot = table.SqliteName.IndexOf('.', StringComparison.Ordinal);
        string bookkeeping = $"{table.SqliteName[..dot]}.\"$identity\"";
        if (table.Identity is not null)
        {
            session.Connection.Execute($"CREATE TABLE IF NOT EXISTS {bookkeeping} (name TEXT PRIMARY KEY COLLATE NOCASE, last INTEGER)");
            session.Connection.Value($"DELETE FROM {bookkeeping} WHERE name = $name", ("$name", table.SqliteName[(dot + 1)..]));
        }
    }
}
