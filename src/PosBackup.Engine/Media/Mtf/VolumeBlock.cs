namespace PosBackup.Engine.Media.Mtf;

/// <summary>VOLB: the machine and the volume that a set was read from.</summary>
/// <param name="Device">For instance <c>C:</c>.</param>
/// <param name="Machine">Name of the machine.</param>
internal sealed record VolumeBlock(string Device, string Machine)
{
    public const int AttributesAt = 0x34;
    public const int DeviceAt = 0x38;
    public const int LabelAt = 0x3C;
    public const int MachineAt = 0x40;
    public const int DateAt = 0x44;

    /// <summary>Reads the block; the bytes end before its first stream.</summary>
    public static VolumeBlock Read(ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        return new VolumeBlock(fields.Text(DeviceAt), fields.Text(MachineAt));
    }
}
