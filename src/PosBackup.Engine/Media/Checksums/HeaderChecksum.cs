using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Checksums;

/// <summary>The checksum of block and stream headers: all 16-bit words XORed.</summary>
internal static class HeaderChecksum
{
    /// <summary>XORs the little-endian words; an odd last byte does not take part.</summary>
    public static ushort OfWords(ReadOnlySpan<byte> header)
    {
        int sum = 0;
        for (; header.Length >= sizeof(ushort); header = header[sizeof(ushort)..])
            sum ^= BinaryPrimitives.ReadUInt16LittleEndian(header);

        return (ushort)sum;
    }
}
