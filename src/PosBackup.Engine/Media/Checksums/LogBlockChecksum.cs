using System.Buffers.Binary;
using System.Numerics;

namespace PosBackup.Engine.Media.Checksums;

/// <summary>The checksum of one log block (whole sectors; the stored field counts as zero).</summary>
internal static class LogBlockChecksum
{
    private const int StoredAt = 0x18;

    /// <summary>What the block stores; zero = it carries no checksum.</summary>
    public static uint Stored(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt32LittleEndian(block[StoredAt..]);

    /// <summary>The checksum that the block should store.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of 512: a fault of the caller.</exception>
    public static uint Compute(ReadOnlySpan<byte> block) => FromSum(SectorSum.Compute(block), block);

    /// <summary>The same for a block whose <see cref="SectorSum"/> is already known.</summary>
    public static uint FromSum(uint sum, ReadOnlySpan<byte> block) =>
        sum ^ BitOperations.RotateLeft(Stored(block), ((block.Length / SectorSum.SectorSize) - 1) & 31);
}
