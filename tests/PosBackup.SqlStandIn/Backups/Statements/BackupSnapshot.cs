using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Log;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>
/// What one BACKUP takes of a database, fixed at one moment while writers stood still: the pages in a file of its own, the changed ones,
/// and the LSNs between which the log lies.
/// <code>
/// full, differential   FirstLSN = CheckpointLSN = the checkpoint just written … LastLSN = end of the log
/// log                  FirstLSN = LastLSN of the log backup before             … LastLSN = end of the log
/// </code>
/// </summary>
internal sealed class BackupSnapshot : IDisposable
{
    private readonly string? _store;

    private BackupSnapshot(Database database, BackupKind kind, string? store, Lsn first, Lsn checkpoint, Lsn last)
    {
        Database = database;
        Facts = database.Facts;
        Kind = kind;
        _store = store;
        FirstLsn = first;
        CheckpointLsn = checkpoint;
        LastLsn = last;
        Extents = kind == BackupKind.Log ? [] : [.. ChosenExtents()];
        Log = [.. ReadLog()];
    }

    public Database Database { get; }

    /// <summary>Facts of the database at the moment.</summary>
    public DatabaseFacts Facts { get; }

    public BackupKind Kind { get; }

    public Lsn FirstLsn { get; }

    public Lsn CheckpointLsn { get; }

    public Lsn LastLsn { get; }

    /// <summary>Extents to write, in order; none in a log backup.</summary>
    public IReadOnlyList<uint> Extents { get; }

    /// <summary>The log of the set, a range a virtual log file.</summary>
    public IReadOnlyList<LogRange> Log { get; }

    /// <summary>Bytes of pages and log.</summary>
    public long Size => ((long)Extents.Count * Page.ExtentSize) + Log.Sum(range => range.Length);

    /// <summary>Takes the snapshot while nobody writes.</summary>
    public static async Task<BackupSnapshot> TakeAsync(Database database, BackupKind kind, string scratchFolder, CancellationToken cancellationToken)
    {
        using IDisposable _ = await database.StopWritersAsync(cancellationToken);
        return Take(database, kind, scratchFolder);
    }

    /// <summary>Takes the snapshot. The caller has stopped writers.</summary>
    public static BackupSnapshot Take(Database database, BackupKind kind, string scratchFolder)
    {
        Lsn checkpoint = database.Facts.IsReadOnly ? database.Log.Next : database.Checkpoint();
        if (kind == BackupKind.Log)
            return new BackupSnapshot(database, kind, store: null, database.Facts.LastLogBackupLsn!.Value, checkpoint, database.Log.Next);

        string store = Path.Combine(scratchFolder, $"{Guid.NewGuid():N}.snapshot");
        database.CopyStore(store);
        return new BackupSnapshot(database, kind, store, checkpoint, checkpoint, database.Log.Next);
    }

    /// <summary>Opens the pages.</summary>
    public Stream OpenStore() => new FileStream(_store!, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Whether an extent changed since the differential base, as the differential map says; the system's own always did.</summary>
    public bool IsChanged(uint extent)
    {
        uint first = extent * Page.ExtentPages;
        for (uint page = first; page < first + Page.ExtentPages; page++)
        {
            if (PageGeometry.StorePageOf(page) is not { } storePage || Database.ChangedPages.Contains(storePage))
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        if (_store is not null)
            File.Delete(_store);
    }

    private IEnumerable<uint> ChosenExtents()
    {
        uint count = (uint)PageGeometry.ExtentsOf(Facts.StorePages);
        for (uint extent = 0; extent < count; extent++)
        {
            if (Kind == BackupKind.Full || IsChanged(extent))
                yield return extent;
        }
    }

    private IEnumerable<LogRange> ReadLog()
    {
        TransactionLog log = Database.Log;
        return log.Read(FirstLsn, LastLsn)
            .GroupBy(block => block.At.Vlf)
            .Select(vlf => new LogRange(
                FileId: 2,
                Start: log.OffsetOf(vlf.First().At),
                Vlf: vlf.Key,
                VlfSize: LogGeometry.VlfSize,
                VlfOffset: LogGeometry.VlfOffset(vlf.Key, log.FirstVlf),
                Blocks: [.. vlf.Select(block => (ReadOnlyMemory<byte>)block.Bytes)]));
    }
}
