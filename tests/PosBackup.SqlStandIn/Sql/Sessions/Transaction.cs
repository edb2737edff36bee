using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.History;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>
/// The session's transaction: @@TRANCOUNT, the databases it has written, and the SQLite transaction that begins with its first write.
/// Before that every statement reads the rows committed last; from then on the session holds the writer's place of each database
/// it writes, so that other writers wait (LOCK_TIMEOUT, 1222).
/// </summary>
internal sealed class Transaction(SessionContext session)
{
    private readonly Dictionary<Database, WriteScope> _writers = [];
    private readonly List<string> _savepoints = [];
    private long _descriptors;
    private TransactionMark? _mark;

    /// <summary>@@TRANCOUNT.</summary>
    public int Count { get; private set; }

    /// <summary>XACT_STATE() = -1: only a rollback is possible.</summary>
    public bool IsDoomed { get; private set; }

    /// <summary>Descriptor of the open transaction for the client.</summary>
    public long Descriptor { get; private set; }

    private bool IsOpenInSqlite { get; set; }

    /// <summary>Name of the outermost BEGIN TRANSACTION; null when it has none.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether the session holds the writer's place of a database.</summary>
    public bool IsWriting(Database database) => _writers.ContainsKey(database);

    /// <summary>BEGIN TRANSACTION; true when it is the outermost.</summary>
    /// <param name="name">Its name, if any.</param>
    /// <param name="mark">The mark that goes into the logs with its commit (WITH MARK), if any.</param>
    public bool Begin(string? name = null, TransactionMark? mark = null)
    {
        bool outermost = Count == 0;
        if (outermost)
        {
            Descriptor = ++_descriptors;
            Name = name;
            _mark = mark;
        }

        SetCount(Count + 1);
        return outermost;
    }

    /// <summary>COMMIT; true when it was the outermost.</summary>
    public bool Commit()
    {
        if (Count == 0)
            throw SqlErrors.NothingToCommit();
        if (IsDoomed)
            throw SqlErrors.Doomed();
        SetCount(Count - 1);
        if (Count > 0)
            return false;
        CommitWrites();
        return true;
    }

    /// <summary>ROLLBACK of everything.</summary>
    public void Rollback()
    {
        if (Count == 0)
            throw SqlErrors.NothingToRollBack();
        Abandon();
    }

    /// <summary>Rolls back when there is something to roll back.</summary>
    public void Abandon()
    {
        SetCount(0);
        IsDoomed = false;
        RollbackWrites();
    }

    /// <summary>After an error that leaves nothing but a rollback.</summary>
    public void Doom() => IsDoomed = Count > 0;

    public void Save(string name)
    {
        if (Count == 0)
            throw SqlErrors.NoTransactionToSave();
        OpenInSqlite();
        session.Connection.Execute($"SAVEPOINT {Expressions.SqlText.Name("t:" + name)}");
        _savepoints.Add(name);
    }

    /// <summary>ROLLBACK to a savepoint; the transaction stays open.</summary>
    public void RollbackTo(string name)
    {
        int at = _savepoints.FindLastIndex(saved => saved.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            throw SqlErrors.UnknownSavepoint(name);
        session.Connection.Execute($"ROLLBACK TO {Expressions.SqlText.Name("t:" + _savepoints[at])}");
        _savepoints.RemoveRange(at + 1, _savepoints.Count - at - 1);
    }

    /// <summary>Begins a statement that writes to a database (null = to temporary tables only): whole or not at all.</summary>
    /// <exception cref="SqlErrorException">1222, 3906, 3930.</exception>
    public WriteStatement Write(Database? database, CancellationToken attention)
    {
        if (IsDoomed)
            throw SqlErrors.Doomed();
        if (database is not null && !_writers.ContainsKey(database))
            _writers.Add(database, database.BeginWrite(session.State, session.Options.LockTimeout, attention));
        try
        {
            if (database is not null)
                session.Connection.Attach(database);
            OpenInSqlite();
            return new WriteStatement(session.Connection, EndStatement);
        }
        catch when (Count == 0)
        {
            RollbackWrites();
            throw;
        }
    }

    private void EndStatement(bool completed)
    {
        if (Count > 0)
            return;
        if (completed)
            CommitWrites();
        else
            RollbackWrites();
    }

    private void OpenInSqlite()
    {
        if (IsOpenInSqlite)
            return;
        session.Connection.Execute("BEGIN");
        IsOpenInSqlite = true;
    }

    private void CommitWrites()
    {
        TransactionMark? mark = _mark;
        var marked = new List<(Database Database, Lsn Lsn)>();
        try
        {
            if (IsOpenInSqlite)
                session.Connection.Execute("COMMIT");
            foreach ((Database database, WriteScope writer) in _writers)
            {
                writer.Mark = _mark?.Name;
                if (writer.Committed() is { } lsn && _mark is not null)
                    marked.Add((database, lsn));
            }
        }
        catch
        {
            RollbackWrites();
            throw;
        }

        // msdb is a database to write to like any other: only when the writers' places are given back.
        Release();
        foreach ((Database database, Lsn lsn) in marked)
            new BackupHistory(session.Instance).RecordMark(mark!, database, lsn, session.State);
    }

    // SQLite has sometimes rolled back by itself (disk full, interrupt): then there is nothing left to do.
    private void RollbackWrites()
    {
        if (IsOpenInSqlite && SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Sqlite.Handle) == 0)
            session.Connection.Execute("ROLLBACK");
        session.Connection.SchemaChanged();
        Release();
    }

    private void Release()
    {
        IsOpenInSqlite = false;
        _mark = null;
        _savepoints.Clear();
        foreach (WriteScope writer in _writers.Values)
            writer.Dispose();
        _writers.Clear();
    }

    private void SetCount(int count)
    {
        Count = count;
        session.State.OpenTransactions = count;
    }
}
