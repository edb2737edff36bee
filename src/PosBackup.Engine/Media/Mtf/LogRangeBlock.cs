namespace PosBackup.Engine.Media.Mtf;

/// <summary>MSTL: a range of the log, all of it inside one virtual log file. Every stripe repeats it; one of them carries the log.</summary>
/// <param name="Start">First byte, as an offset in the log file.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="FileId">Log file.</param>
/// <param name="Vlf">Sequence number of the virtual log file; 0 when it was never used.</param>
internal readonly record struct LogRangeBlock(long Start, long End, int FileId, uint Vlf)
{
    public const int StartAt = 0x3C;
    public const int EndAt = 0x44;
    public const int FileIdAt = 0x4C;
    public const int VlfAt = 0x5C;
    public const int VlfSizeAt = 0x60;
    public const int VlfOffsetAt = 0x68;
    public const int BlockSize = 0x250;

    public long Length => Math.Max(End - Start, 0);

    /// <summary>Reads the block; the bytes end before its first stream.</summary>
    public static LogRangeBlock Read(ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        return new LogRangeBlock(fields.Long(StartAt), fields.Long(EndAt), (int)fields.U32(FileIdAt), fields.U32(VlfAt));
    }
}
