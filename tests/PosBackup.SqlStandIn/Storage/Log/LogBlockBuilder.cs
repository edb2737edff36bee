using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>Fills one log block: a 72-byte header, records, the slot array from the end; whole sectors; checksummed when sealed.</summary>
internal sealed class LogBlockBuilder
{
    public const int HeaderSize = 72;
    public const int MaxSize = 60 * 1024;

    private readonly byte[] _bytes = new byte[MaxSize];
    private int _used = HeaderSize;
    private int _records;

    public bool IsEmpty => _records == 0;

    public bool Fits(in LogRecord record) => _used + record.Size + ((_records + 1) * 2) <= MaxSize;

    /// <summary>Adds a record; answers its slot, from 1.</summary>
    public ushort Add(in LogRecord record)
    {
        record.Write(_bytes.AsSpan(_used));
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(MaxSize - ((_records + 1) * 2)), (ushort)_used);
        _used += record.Size;
        return (ushort)++_records;
    }

    /// <summary>Sectors that the block takes as it stands.</summary>
    public uint Sectors => (uint)((_used + (_records * 2) + 511) / 512);

    /// <summary>The finished block for its place in the log; the builder is empty afterwards.</summary>
    public byte[] Seal(Lsn at, int previousSize)
    {
        int size = (int)Sectors * 512;
        byte[] block = new byte[size];
        _bytes.AsSpan(0, _used).CopyTo(block);
        _bytes.AsSpan(MaxSize - (_records * 2)).CopyTo(block.AsSpan(size - (_records * 2)));
        block[LogBlock.KindAt] = 0x50;
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(LogBlock.RecordsAt), (ushort)_records);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(LogBlock.UsedAt), (ushort)(_used + (_records * 2)));
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(LogBlock.SizeAt), (ushort)size);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(LogBlock.PreviousSizeAt), (ushort)previousSize);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(LogBlock.VlfAt), at.Vlf);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(LogBlock.NumberAt), at.Block);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(LogBlock.ChecksumAt), LogBlockChecksum.Compute(block));
        _used = HeaderSize;
        _records = 0;
        return block;
    }
}
