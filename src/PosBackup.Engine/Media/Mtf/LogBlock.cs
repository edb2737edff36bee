namespace PosBackup.Engine.Media.Mtf;

/// <summary>The 72-byte header of one block of the transaction log, inside MQTL.</summary>
/// <param name="Vlf">Sequence number of the virtual log file.</param>
/// <param name="Number">Block number: its offset in the VLF in sectors.</param>
/// <param name="Size">Bytes, a multiple of 512.</param>
/// <param name="PreviousSize">Bytes of the block before.</param>
internal readonly record struct LogBlock(uint Vlf, uint Number, int Size, int PreviousSize)
{
    public const int KindAt = 0x00;
    public const int RecordsAt = 0x02;
    public const int UsedAt = 0x04;
    public const int SizeAt = 0x06;
    public const int PreviousSizeAt = 0x0A;
    public const int VlfAt = 0x0C;
    public const int NumberAt = 0x10;
    public const int ChecksumAt = 0x18;

    public const int Sector = 512;

    /// <summary>A bit of the first byte that every block has.</summary>
    public const byte KindBit = 0x10;

    /// <summary>Number of the block that follows in the same VLF.</summary>
    public long NextNumber => Number + (Size / Sector);

    /// <summary>Reads the header of a block; null when it makes no sense.</summary>
    public static LogBlock? Read(ReadOnlySpan<byte> sector)
    {
        var fields = new Fields(sector);
        var block = new LogBlock(fields.U32(VlfAt), fields.U32(NumberAt), fields.U16(SizeAt), fields.U16(PreviousSizeAt));
        bool sensible = (fields.Byte(KindAt) & KindBit) != 0
            && block.Size >= Sector && block.Size % Sector == 0 && fields.U16(UsedAt) <= block.Size && block.Vlf != 0;
        return sensible ? block : null;
    }
}
