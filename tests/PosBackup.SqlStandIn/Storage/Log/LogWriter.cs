using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>Turns changes into log records and blocks.</summary>
internal sealed class LogWriter(TransactionLog log)
{
    private readonly LogBlockBuilder _block = new();

    /// <summary>Writes the images of one transaction and its commit; answers the LSN of the commit.</summary>
    public Lsn Write(WalChanges changes, string? mark, DateTime utc)
    {
        foreach ((int page, byte[] image) in changes.Pages)
            Add(new LogRecord(LogRecordKind.PageImage, (uint)page, image));

        byte[] name = Encoding.Unicode.GetBytes(mark ?? "");
        byte[] payload = new byte[8 + name.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, utc.Ticks);
        name.CopyTo(payload.AsSpan(8));
        ushort slot = Add(new LogRecord(LogRecordKind.Commit, (uint)changes.StorePages!.Value, payload));
        Lsn lsn = log.Append(_block) with { Slot = slot };
        log.Flush();
        return lsn;
    }

    /// <summary>Writes a checkpoint; answers its LSN.</summary>
    public Lsn Checkpoint(DateTime utc)
    {
        byte[] payload = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(payload, utc.Ticks);
        ushort slot = _block.Add(new LogRecord(LogRecordKind.Checkpoint, page: 0, payload));
        Lsn lsn = log.Append(_block) with { Slot = slot };
        log.Flush();
        return lsn;
    }

    private ushort Add(in LogRecord record)
    {
        if (!_block.Fits(record))
            log.Append(_block);
        return _block.Add(record);
    }
}
