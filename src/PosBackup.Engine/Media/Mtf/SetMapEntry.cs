namespace PosBackup.Engine.Media.Mtf;

/// <summary>One set in the <see cref="SetMap"/>.</summary>
/// <param name="SetOffset">Where its SSET stands.</param>
/// <param name="Position">Its position.</param>
/// <param name="Size">Bytes from its SSET to the filemark behind its MSLS.</param>
/// <param name="Name">As in the SSET.</param>
/// <param name="Description">As in the SSET.</param>
/// <param name="User">As in the SSET.</param>
/// <param name="Date">As in the SSET.</param>
internal sealed record SetMapEntry(long SetOffset, int Position, long Size, string Name, string Description, string User, DateTime? Date)
{
    public const int LengthAt = 0x00;
    public const int SetOffsetAt = 0x0C;
    public const int PositionAt = 0x1E;
    public const int SizeAt = 0x34;
    public const int VolumesAt = 0x3C;
    public const int NameAt = 0x40;
    public const int DescriptionAt = 0x44;
    public const int UserAt = 0x4C;
    public const int DateAt = 0x50;
    public const int TimeZoneAt = 0x55;
    public const int MinSize = 0x56;

    public static SetMapEntry Read(ReadOnlySpan<byte> entry)
    {
        var fields = new Fields(entry);
        return new SetMapEntry(
            fields.Long(SetOffsetAt),
            fields.U16(PositionAt),
            fields.Long(SizeAt),
            fields.Text(NameAt),
            fields.Text(DescriptionAt),
            fields.Text(UserAt),
            fields.Date(DateAt));
    }
}
