namespace PosBackup.Engine.Media.Mtf;

/// <summary>The 52 bytes that begin every descriptor block.</summary>
/// <param name="Tag">A <see cref="BlockTag"/>.</param>
/// <param name="Attributes">Bits whose meaning depends on the block.</param>
/// <param name="FirstStream">Bytes from the start of the block to its first stream; the size of a filemark.</param>
/// <param name="LogicalAddress">Distance from the set's SSET in units of <see cref="LogicalBlock"/>.</param>
/// <param name="ControlId">0 for SSET, then one more per block up to MSLS.</param>
internal readonly record struct BlockHeader(uint Tag, uint Attributes, int FirstStream, long LogicalAddress, uint ControlId)
{
    public const int Size = 52;
    public const int AttributesAt = 0x04;
    public const int FirstStreamAt = 0x08;
    public const int OsIdAt = 0x0A;
    public const int OsVersionAt = 0x0B;
    public const int LogicalAddressAt = 0x14;
    public const int ControlIdAt = 0x24;
    public const int OsSizeAt = 0x2C;
    public const int OsOffsetAt = 0x2E;
    public const int StringTypeAt = 0x30;
    public const int ChecksumAt = 0x32;

    public const byte WindowsNt = 14;
    public const byte Unicode = 2;

    /// <summary>Unit of <see cref="LogicalAddress"/>, and the alignment of the blocks of a set.</summary>
    public const int LogicalBlock = 1024;

    public const int MinPhysicalBlock = 512;
    public const int MaxPhysicalBlock = 65536;

    /// <summary>ESET: BACKUP was broken off.</summary>
    public const uint Aborted = 0x40000;

    /// <summary>SFMB: closes a compressed data part. The same bit as <see cref="Aborted"/>.</summary>
    public const uint ClosesCompressedPart = 0x40000;

    /// <summary>SFMB: the entries begin where <see cref="SoftFilemark.ArrayOffsetAt"/> says (2008 and later).</summary>
    public const uint HasArrayOffset = 0x80000000;

    public string Name => FourLetters.Name(Tag);

    /// <summary>Reads a header; null when no block begins here: no tag, or a wrong checksum.</summary>
    public static BlockHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (!TaggedHeader.Begins(bytes, Size))
            return null;

        var fields = new Fields(bytes[..Size]);
        return new BlockHeader(
            fields.U32(0), fields.U32(AttributesAt), fields.U16(FirstStreamAt), fields.Long(LogicalAddressAt), fields.U32(ControlIdAt));
    }
}
