using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Log;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>
/// Applies log records to a store: the images of a transaction when its commit comes.
/// <code>
/// … image image commit(10:03) | image commit(10:05) | checkpoint(10:06) | image …
///                                                   ^ STOPAT 10:05:30 ends here; Reached is the LSN of the next block
/// </code>
/// </summary>
/// <param name="store">The SQLite file.</param>
/// <param name="start">What stands before this LSN is in the store already.</param>
/// <param name="stop">Where to end; null = with the log.</param>
internal sealed class RollForward(Stream store, Lsn start, StopPoint? stop)
{
    private readonly Lsn _firstBlock = start with { Slot = 1 };
    private readonly Dictionary<int, byte[]> _pending = [];
    private readonly HashSet<int> _changed = [];

    /// <summary>Whether the stop point has come: nothing more is applied.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Where the next record to apply would stand.</summary>
    public Lsn Reached { get; private set; } = start;

    /// <summary>Time of the newest commit or checkpoint applied, UTC; null when there was none.</summary>
    public DateTime? Time { get; private set; }

    /// <summary>Pages of the store after the newest commit; null when there was none.</summary>
    public int? StorePages { get; private set; }

    /// <summary>Store pages that were changed.</summary>
    public IReadOnlyCollection<int> Changed => _changed;

    /// <summary>Applies blocks in order.</summary>
    /// <exception cref="InvalidDataException">A record that no log of the stand-in has, or a transaction without its commit.</exception>
    public void Apply(IEnumerable<byte[]> blocks)
    {
        foreach (byte[] block in blocks)
        {
            if (IsStopped)
                return;
            Apply(block);
        }

        if (_pending.Count > 0 && !IsStopped)
            throw new InvalidDataException($"the log ends at {Reached} inside a transaction");
        if (StorePages is { } pages)
            store.SetLength((long)pages * PageGeometry.StorePageSize);
    }

    private void Apply(byte[] block)
    {
        LogBlock header = LogBlock.Read(block) ?? throw new InvalidDataException("not a log block");
        if (new Lsn(header.Vlf, header.Number, 1) < _firstBlock)
            return;
        var next = new Lsn(header.Vlf, (uint)header.NextNumber, 1);
        LogBlockReader.Visit(block, (Lsn lsn, in LogRecord record) => Take(lsn, record, next));
    }

    private bool Take(Lsn lsn, in LogRecord record, Lsn next)
    {
        switch (record.Kind)
        {
            case LogRecordKind.PageImage:
                _pending[(int)record.Page] = record.Payload.ToArray();
                return true;
            case LogRecordKind.Commit or LogRecordKind.Checkpoint:
                return Take(record, stop?.Judge(lsn, record) ?? StopVerdict.Apply, next);
            default:
                throw new InvalidDataException($"the log holds an unknown record at {lsn}");
        }
    }

    private bool Take(in LogRecord record, StopVerdict verdict, Lsn next)
    {
        IsStopped = verdict != StopVerdict.Apply;
        if (verdict == StopVerdict.Stop)
            return false;
        if (record.Kind == LogRecordKind.Commit)
            Commit((int)record.Page);
        Reached = next;
        Time = record.Time;
        return !IsStopped;
    }

    private void Commit(int storePages)
    {
        foreach ((int page, byte[] image) in _pending)
        {
            store.Position = (long)(page - 1) * PageGeometry.StorePageSize;
            store.Write(image);
            _changed.Add(page);
        }

        _pending.Clear();
        StorePages = storePages;
    }
}
