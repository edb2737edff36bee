namespace PosBackup.Engine.Media.Mtf;

/// <summary>The 22 bytes that begin every data stream of a block.</summary>
/// <param name="Tag">A <see cref="StreamTag"/>.</param>
/// <param name="MediaAttributes">Bits such as <see cref="ChecksumFollows"/>.</param>
/// <param name="Length">Bytes that follow the header.</param>
internal readonly record struct StreamHeader(uint Tag, int MediaAttributes, long Length)
{
    public const int Size = 22;
    public const int SystemAttributesAt = 0x04;
    public const int MediaAttributesAt = 0x06;
    public const int LengthAt = 0x08;
    public const int EncryptionAt = 0x10;
    public const int CompressionAt = 0x12;
    public const int ChecksumAt = 0x14;

    /// <summary>Headers stand on multiples of this.</summary>
    public const int Alignment = 4;

    public const int VariableLength = 0x02;
    public const int LastPiece = 0x04;
    public const int IsAlignmentPadding = 0x80;

    /// <summary>SQL Server's own bit: a CSUM stream follows.</summary>
    public const int ChecksumFollows = 0x100;

    /// <summary>Zero bytes before the pages or log blocks of MQDA and MQTL; the contents then begin on a sector.</summary>
    public const int LeadBytes = 2;

    public string Name => FourLetters.Name(Tag);

    /// <summary>Reads a header; null when no stream begins here: no tag, or a wrong checksum.</summary>
    public static StreamHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (!TaggedHeader.Begins(bytes, Size))
            return null;

        var fields = new Fields(bytes[..Size]);
        return new StreamHeader(fields.U32(0), fields.U16(MediaAttributesAt), fields.Long(LengthAt));
    }
}
