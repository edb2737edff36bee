using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PosBackup.Engine.Media.Checksums;

/// <summary>The checksum of the stored bytes of one chunk of compressed media.</summary>
/// <remarks>
/// <code>
/// sum = 0;  for each word (the last one filled up with zeros):  sum = rol1(sum) ^ word
/// </code>
/// A rotation by 32 changes nothing, so rows of 32 words can be XORed onto each other first.
/// </remarks>
internal static class ChunkChecksum
{
    private const int RowSize = 32 * sizeof(uint);

    /// <summary>Sums any number of bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> stored)
    {
        int rows = stored.Length / RowSize * RowSize;
        uint sum = SumOfRows(stored[..rows]);
        ReadOnlySpan<byte> rest = stored[rows..];
        for (; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
            sum = BitOperations.RotateLeft(sum, 1) ^ BinaryPrimitives.ReadUInt32LittleEndian(rest);

        if (rest.IsEmpty)
            return sum;

        Span<byte> last = stackalloc byte[sizeof(uint)];
        last.Clear();
        rest.CopyTo(last);
        return BitOperations.RotateLeft(sum, 1) ^ BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    private static uint SumOfRows(ReadOnlySpan<byte> rows)
    {
        Vector256<byte> a = default, b = default, c = default, d = default;
        ref byte start = ref MemoryMarshal.GetReference(rows);
        for (nint at = 0; at < rows.Length; at += RowSize)
        {
            ref byte row = ref Unsafe.Add(ref start, at);
            a ^= Vector256.LoadUnsafe(ref row);
            b ^= Vector256.LoadUnsafe(ref row, 32);
            c ^= Vector256.LoadUnsafe(ref row, 64);
            d ^= Vector256.LoadUnsafe(ref row, 96);
        }

        Span<byte> folded = stackalloc byte[RowSize];
        a.CopyTo(folded);
        b.CopyTo(folded[32..]);
        c.CopyTo(folded[64..]);
        d.CopyTo(folded[96..]);

        uint sum = 0;
        for (int at = 0; at < RowSize; at += sizeof(uint))
            sum = BitOperations.RotateLeft(sum, 1) ^ BinaryPrimitives.ReadUInt32LittleEndian(folded[at..]);

        return sum;
    }
}
