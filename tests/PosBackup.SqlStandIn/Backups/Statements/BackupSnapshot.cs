using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Pages;
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
    private readonly FileStream? _store;

    private BackupSnapshot(Database database, BackupKind kind, ReleaseFacts release, FileStream? store, Lsn first, Lsn checkpoint, Lsn last)
    {
        Database = database;
        Facts = database.Facts;
        Kind = kind;
        _store = store;
        FirstLsn = first;
        CheckpointLsn = checkpoint;
        LastLsn = last;
        HashSet<int> changed = [.. Enumerable.Range(1, Facts.StorePages).Where(database.ChangedPages.Contains)];
        Image = new DataFileImage(Describe(release), ReadStorePage, changed.Contains);
        Extents = kind switch
        {
            BackupKind.Log => [],
            BackupKind.Differential => Image.Changed(),
            _ => Image.All(),
        };
        Log = [.. ReadLog()];
    }

    public Database Database { get; }

    /// <summary>Facts of the database at the moment.</summary>
    public DatabaseFacts Facts { get; }

    public BackupKind Kind { get; }

    public Lsn FirstLsn { get; }

    public Lsn CheckpointLsn { get; }

    public Lsn LastLsn { get; }

    /// <summary>The data file at the moment; of a log backup its pages cannot be read.</summary>
    public DataFileImage Image { get; }

    /// <summary>Extents to write, in order; none in a log backup.</summary>
    public IReadOnlyList<ExtentAddress> Extents { get; }

    /// <summary>The log of the set, a range a virtual log file.</summary>
    public IReadOnlyList<LogRange> Log { get; }

    /// <summary>Bytes of pages and log.</summary>
    public long Size => ((long)Extents.Count * Page.ExtentSize) + Log.Sum(range => range.Length);

    /// <summary>Takes the snapshot while nobody writes.</summary>
    public static async Task<BackupSnapshot> TakeAsync(Database database, BackupKind kind, Instance instance, CancellationToken cancellationToken)
    {
        using IDisposable _ = await database.StopWritersAsync(cancellationToken);
        return Take(database, kind, instance);
    }

    /// <summary>Takes the snapshot. The caller has stopped writers.</summary>
    public static BackupSnapshot Take(Database database, BackupKind kind, Instance instance)
    {
        ReleaseFacts release = instance.Identity.Release;
        Lsn checkpoint = database.Facts.IsReadOnly ? database.Log.Next : database.Checkpoint();
        if (kind == BackupKind.Log)
            return new BackupSnapshot(database, kind, release, store: null, database.Facts.LastLogBackupLsn!.Value, checkpoint, database.Log.Next);

        string copy = Path.Combine(instance.ScratchFolder, $"{Guid.NewGuid():N}.snapshot");
        database.CopyStore(copy);
        var store = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, PageGeometry.StorePageSize, FileOptions.DeleteOnClose);
        return new BackupSnapshot(database, kind, release, store, checkpoint, checkpoint, database.Log.Next);
    }

    public void Dispose() => _store?.Dispose();

    private DataFile Describe(ReleaseFacts release) => new()
    {
        FileId = 1,
        StorePages = Facts.StorePages,
        IsRestorable = true,
        Lsn = CheckpointLsn,
        PageVerify = Facts.PageVerify,
        DatabaseName = Facts.Name,
        DatabaseId = Facts.Id,
        DatabaseVersion = release.DatabaseVersion,
        CompatibilityLevel = Facts.CompatibilityLevel,
    };

    private void ReadStorePage(int storePage, Span<byte> body)
    {
        _store!.Position = (long)(storePage - 1) * PageGeometry.StorePageSize;
        _store.ReadExactly(body[..PageGeometry.StorePageSize]);
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
