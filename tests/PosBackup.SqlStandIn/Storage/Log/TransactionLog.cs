using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>
/// The log file of a database: blocks one behind the other, addressed by LSN. Virtual log files are used in turn and never again, so that
/// everything since the log was begun can be read. The 8 KB header keeps where the next block goes.
/// </summary>
internal sealed class TransactionLog : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private Lsn _next;
    private int _previousSize;

    private TransactionLog(FileStream file, uint firstVlf, Lsn next, int previousSize)
    {
        _file = file;
        FirstVlf = firstVlf;
        _next = next;
        _previousSize = previousSize;
    }

    /// <summary>Sequence number of the file's first virtual log file.</summary>
    public uint FirstVlf { get; }

    /// <summary>Where the next block will stand; slot 1, as LastLSN of a backup tells it.</summary>
    public Lsn Next
    {
        get
        {
            lock (_lock)
                return _next;
        }
    }

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    /// <summary>Begins a log whose first block stands at an LSN.</summary>
    public static TransactionLog Create(string path, Lsn first)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        Lsn next = first.Block < LogGeometry.FirstBlock ? first with { Block = LogGeometry.FirstBlock, Slot = 1 } : first with { Slot = 1 };
        var log = new TransactionLog(file, next.Vlf, next, previousSize: 0);
        log.WriteHeader();
        return log;
    }

    /// <summary>Opens a log made by <see cref="Create"/>.</summary>
    public static TransactionLog Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> header = stackalloc byte[20];
        file.ReadExactly(header);
        var next = new Lsn(BinaryPrimitives.ReadUInt32LittleEndian(header[8..]), BinaryPrimitives.ReadUInt32LittleEndian(header[12..]), 1);
        return new TransactionLog(
            file, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), next, BinaryPrimitives.ReadInt32LittleEndian(header[16..]));
    }

    /// <summary>Seals the builder's block and writes it; answers the LSN of its first record.</summary>
    public Lsn Append(LogBlockBuilder builder)
    {
        lock (_lock)
        {
            if (_next.Block + builder.Sectors > LogGeometry.BlocksPerVlf)
                _next = new Lsn(_next.Vlf + 1, LogGeometry.FirstBlock, 1);

            Lsn at = _next;
            byte[] block = builder.Seal(at, _previousSize);
            _file.Position = LogGeometry.OffsetOf(at, FirstVlf);
            _file.Write(block);
            _next = at with { Block = at.Block + (uint)(block.Length / 512) };
            _previousSize = block.Length;
            WriteHeader();
            return at;
        }
    }

    /// <summary>The blocks from an LSN up to, but not with, another, each with its place.</summary>
    /// <exception cref="InvalidDataException">The range does not begin at a block of this log.</exception>
    public IEnumerable<(Lsn At, byte[] Bytes)> Read(Lsn start, Lsn until)
    {
        Lsn at = start with { Slot = 1 };
        while (at < until)
        {
            byte[]? block = ReadBlock(at);
            if (block is null)
            {
                at = new Lsn(at.Vlf + 1, LogGeometry.FirstBlock, 1);
                continue;
            }

            yield return (at, block);
            at = at with { Block = at.Block + (uint)(block.Length / 512) };
        }
    }

    /// <summary>Offset in the log file of a block.</summary>
    public long OffsetOf(Lsn lsn) => LogGeometry.OffsetOf(lsn, FirstVlf);

    public void Flush() => _file.Flush(flushToDisk: false);

    public void Dispose() => _file.Dispose();

    /// <summary>The block at a place; null behind the last block of its virtual log file.</summary>
    private byte[]? ReadBlock(Lsn at)
    {
        lock (_lock)
        {
            if (at.Vlf > _next.Vlf)
                throw new InvalidDataException($"the log ends at {_next}, before {at}");

            byte[] sector = new byte[LogBlock.Sector];
            _file.Position = LogGeometry.OffsetOf(at, FirstVlf);
            if (at.Block >= LogGeometry.BlocksPerVlf || _file.ReadAtLeast(sector, sector.Length, throwOnEndOfStream: false) < sector.Length)
                return null;
            if (LogBlock.Read(sector) is not { } header || header.Vlf != at.Vlf || header.Number != at.Block)
                return null;

            byte[] block = new byte[header.Size];
            _file.Position = LogGeometry.OffsetOf(at, FirstVlf);
            _file.ReadExactly(block);
            return block;
        }
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[20];
        "SLOG"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], FirstVlf);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], _next.Vlf);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], _next.Block);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], _previousSize);
        _file.Position = 0;
        _file.Write(header);
        if (_file.Length < LogGeometry.FileHeader)
            _file.SetLength(LogGeometry.FileHeader);
        _file.Flush();
    }
}
