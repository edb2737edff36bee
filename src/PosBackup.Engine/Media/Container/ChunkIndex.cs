using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Container;

/// <summary>
/// The index in front of the filemark that closes a set: which chunk holds what follows each data stream, so that the descriptions can
/// be read without decompressing the pages.
/// <code>1, 1, n, length, tag | n × (offset in the MTF stream from the SSET, file offset of the chunk) | zeros | copy of the first 16 bytes</code>
/// </summary>
/// <param name="Length">Bytes of the whole index.</param>
/// <param name="Entries">Where chunks begin, in the stream and in the file.</param>
internal sealed record ChunkIndex(int Length, IReadOnlyList<ChunkIndexEntry> Entries)
{
    public const int HeaderSize = 16;
    public const int EntrySize = 16;
    public const int CountAt = 0x04;
    public const int LengthAt = 0x08;
    public const int TagAt = 0x0C;

    /// <summary>Longest index worth holding in memory.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Length of the index that begins or ends with these 16 bytes; 0 when they are no such thing.</summary>
    public static int LengthOf(ReadOnlySpan<byte> header)
    {
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(header[CountAt..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[LengthAt..]);
        bool sensible = BinaryPrimitives.ReadUInt16LittleEndian(header) == 1
            && BinaryPrimitives.ReadUInt16LittleEndian(header[2..]) == 1
            && length <= MaxLength
            && length >= (2 * HeaderSize) + ((long)count * EntrySize);
        return sensible ? (int)length : 0;
    }

    /// <summary>Reads a whole index; null when it is none, or its ends differ.</summary>
    public static ChunkIndex? Read(ReadOnlySpan<byte> index)
    {
        if (index.Length < 2 * HeaderSize || LengthOf(index) != index.Length || !index[..HeaderSize].SequenceEqual(index[^HeaderSize..]))
            return null;

        var entries = new ChunkIndexEntry[BinaryPrimitives.ReadUInt32LittleEndian(index[CountAt..])];
        for (int i = 0; i < entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = index[(HeaderSize + (i * EntrySize))..];
            entries[i] = new ChunkIndexEntry(
                BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
        }

        return new ChunkIndex(index.Length, entries);
    }
}

/// <summary>One entry of the index.</summary>
/// <param name="StreamOffset">Offset in the MTF stream, from the SSET of the set.</param>
/// <param name="FileOffset">Offset of the chunk header in the file.</param>
internal readonly record struct ChunkIndexEntry(long StreamOffset, long FileOffset);
