namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>One writing statement as a savepoint: what is not completed is undone.</summary>
internal sealed class WriteStatement : IDisposable
{
    private readonly SessionConnection _connection;
    private readonly Action<bool> _ended;
    private bool _completed;
    private bool _disposed;

    public WriteStatement(SessionConnection connection, Action<bool> ended)
    {
        _connection = connection;
        _ended = ended;
        _connection.Execute("SAVEPOINT statement");
    }

    /// <summary>Keeps what was written; commits it when no transaction is open.</summary>
    public void Complete()
    {
        _connection.Execute("RELEASE statement");
        _completed = true;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_completed && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Sqlite.Handle) == 0)
            _connection.Execute("ROLLBACK TO statement; RELEASE statement");
        _ended(_completed);
    }
}
