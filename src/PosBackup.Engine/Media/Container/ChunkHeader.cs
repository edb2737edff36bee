using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Container;

/// <summary>The 28 bytes that begin every chunk. Only the fields below mean anything; the rest is leftover memory, or key material.</summary>
/// <param name="Kind">A <see cref="ChunkKind"/>.</param>
/// <param name="Length">Bytes that the chunk decompresses to.</param>
/// <param name="Stored">Bytes that follow the header; for filemarks the padding in front of them.</param>
/// <param name="Checksum">Checksum of the stored bytes.</param>
internal readonly record struct ChunkHeader(byte Kind, int Length, int Stored, uint Checksum)
{
    public const int Size = 28;
    public const int KindAt = 0x00;
    public const int UnitsAt = 0x01;
    public const int StoredAt = 0x02;
    public const int ChecksumAt = 0x18;

    /// <summary>Unit of the decompressed length.</summary>
    public const int Unit = 512;

    /// <summary>Longest chunk, decompressed or stored.</summary>
    public const int MaxLength = 65536;

    /// <summary>The padding, index and filemark of a filemark chunk begin here: its header has no checksum.</summary>
    public const int FilemarkHeaderSize = 24;

    public bool IsFilemark => Kind is ChunkKind.Filemark or ChunkKind.IndexAndFilemark;

    public bool IsEncrypted => Kind is ChunkKind.Encrypted or ChunkKind.EncryptedWithTde;

    /// <summary>Stored bytes of a data chunk. 65,536 does not fit into the field, and a data chunk is never empty, so 0 can only mean that.</summary>
    public int StoredLength => Stored == 0 ? MaxLength : Stored;

    /// <summary>Reads a header; the caller has made sure of <see cref="Size"/> bytes.</summary>
    public static ChunkHeader Read(ReadOnlySpan<byte> bytes) => new(
        bytes[KindAt],
        bytes[UnitsAt] * Unit,
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[StoredAt..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]));
}
