using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Mtf;

/// <summary>
/// SFMB: a filemark, one physical block long. It lists the file offsets of the filemarks before it, newest first, so the last one in a
/// file is where a backward listing begins.
/// </summary>
/// <param name="Entries">Offsets of earlier filemarks, newest first.</param>
/// <param name="Capacity">Entries that have room.</param>
/// <param name="EntriesEnd">Offset in the block behind the last entry in use.</param>
internal sealed record SoftFilemark(IReadOnlyList<long> Entries, int Capacity, int EntriesEnd)
{
    public const int CapacityAt = 0x34;
    public const int UsedAt = 0x38;
    public const int ArrayOffsetAt = 0x3C;

    /// <summary>Where the entries begin in 2008 and later.</summary>
    public const int ArrayAt = 0x48;

    /// <summary>Where the entries begin in 2005, without <see cref="BlockHeader.HasArrayOffset"/>.</summary>
    public const int OldArrayAt = 0x3C;

    public const int EntrySize = 8;

    /// <summary>Reads the whole block; null when its list does not fit into it.</summary>
    public static SoftFilemark? Read(BlockHeader header, ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        bool hasOffset = (header.Attributes & BlockHeader.HasArrayOffset) != 0;
        long array = hasOffset ? fields.U32(ArrayOffsetAt) : OldArrayAt;
        long used = fields.U32(UsedAt), capacity = fields.U32(CapacityAt);
        if (array < OldArrayAt || used > capacity || array + (used * EntrySize) > block.Length)
            return null;

        var entries = new long[used];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(block[((int)array + (i * EntrySize))..]), long.MaxValue);

        return new SoftFilemark(entries, (int)Math.Min(capacity, int.MaxValue), (int)(array + (used * EntrySize)));
    }
}
