using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>The right to write to one database, from the first write of a statement or transaction to its commit or rollback.</summary>
public sealed class WriteScope : IDisposable
{
    private readonly Database _database;
    private bool _disposed;

    internal WriteScope(Database database) => _database = database;

    /// <summary>Name of the mark that this transaction sets (BEGIN TRANSACTION … WITH MARK); null without.</summary>
    public string? Mark { get; set; }

    /// <summary>Call right behind SQLite's COMMIT: what changed goes into the log, with the time. Answers the LSN of the commit; null when nothing changed.</summary>
    public Lsn? Committed() => _database.Harvest(Mark);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _database.EndWrite();
    }
}
