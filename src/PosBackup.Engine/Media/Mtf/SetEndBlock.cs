namespace PosBackup.Engine.Media.Mtf;

/// <summary>ESET: ends a backup set. SQL Server writes two; the second names the offset of the first.</summary>
/// <param name="Position">Position of the set.</param>
/// <param name="FirstSetEnd">In the second ESET the offset of the first one, else 0.</param>
/// <param name="Date">When the set began.</param>
internal sealed record SetEndBlock(int Position, long FirstSetEnd, DateTime? Date)
{
    public const int AttributesAt = 0x34;
    public const int CorruptObjectsAt = 0x38;
    public const int FirstSetEndAt = 0x3C;
    public const int PositionAt = 0x4E;
    public const int DateAt = 0x50;

    /// <summary>Reads the block; the bytes end before its first stream.</summary>
    public static SetEndBlock Read(ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        return new SetEndBlock(fields.U16(PositionAt), fields.Long(FirstSetEndAt), fields.Date(DateAt));
    }
}
