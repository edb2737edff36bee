using System.Buffers.Binary;
using System.Numerics;

namespace PosBackup.Engine.Media.Checksums;

/// <summary>What protects one 8 KB page: its checksum (PAGE_VERIFY CHECKSUM) or its torn bits (TORN_PAGE_DETECTION).</summary>
internal static class PageChecksum
{
    public const int PageSize = 8192;
    private const int StoredAt = 0x3C;
    private const int Sectors = PageSize / SectorSum.SectorSize;

    /// <summary>What the page stores: its checksum, or the bits that the torn bits displaced.</summary>
    public static uint Stored(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[StoredAt..]);

    /// <summary>The checksum that the page should store.</summary>
    public static uint Compute(ReadOnlySpan<byte> page) => FromSum(SectorSum.Compute(page[..PageSize]), page);

    /// <summary>The same for a page whose <see cref="SectorSum"/> is already known.</summary>
    /// <remarks>The stored field counts as zero; it lies in the first sector, which is rotated 15 times.</remarks>
    public static uint FromSum(uint sum, ReadOnlySpan<byte> page) => sum ^ BitOperations.RotateLeft(Stored(page), Sectors - 1);

    /// <summary>Whether all sectors were written together: they end in the same two bits, 01 or 10.</summary>
    /// <remarks>
    /// The first sector's two bits are the lowest of the stored field; those above them are what stood where the
    /// other fifteen sectors now end (the field agreed in all 527 such pages of the corpus).
    /// </remarks>
    public static bool TornBitsAgree(ReadOnlySpan<byte> page)
    {
        int expected = (int)Stored(page) & 3;
        if (expected is 0 or 3)
            return false;

        for (int end = 2 * SectorSum.SectorSize; end <= PageSize; end += SectorSum.SectorSize)
        {
            if ((page[end - 1] & 3) != expected)
                return false;
        }

        return true;
    }
}
