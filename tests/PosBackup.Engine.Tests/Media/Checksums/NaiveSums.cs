using System.Buffers.Binary;
using System.Numerics;

namespace PosBackup.Engine.Tests.Media.Checksums;

/// <summary>The four checksums word for word as they are described, one word at a time.</summary>
internal static class NaiveSums
{
    public static uint Sectors(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (int sector = 0; sector < data.Length; sector += 512)
        {
            sum = BitOperations.RotateLeft(sum, 1);
            for (int at = sector; at < sector + 512; at += 4)
                sum ^= BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
        }

        return sum;
    }

    public static uint Page(ReadOnlySpan<byte> page) => SectorsWithZeroAt(0x3C, page);

    public static uint LogBlock(ReadOnlySpan<byte> block) => SectorsWithZeroAt(0x18, block);

    public static uint Chunk(ReadOnlySpan<byte> stored)
    {
        byte[] padded = new byte[(stored.Length + 3) / 4 * 4];
        stored.CopyTo(padded);
        uint sum = 0;
        for (int at = 0; at < padded.Length; at += 4)
            sum = BitOperations.RotateLeft(sum, 1) ^ BinaryPrimitives.ReadUInt32LittleEndian(padded.AsSpan(at));

        return sum;
    }

    private static uint SectorsWithZeroAt(int field, ReadOnlySpan<byte> data)
    {
        byte[] copy = data.ToArray();
        copy.AsSpan(field, 4).Clear();
        return Sectors(copy);
    }
}
