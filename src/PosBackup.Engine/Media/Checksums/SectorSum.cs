using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PosBackup.Engine.Media.Checksums;

/// <summary>The sum under three of SQL Server's four checksums: pages, log blocks and the backup checksum.</summary>
/// <remarks>
/// <code>
/// sum = 0;  for each sector of 512 bytes:  sum = rol1(sum) ^ (XOR of the sector's 128 words)
/// </code>
/// It is linear, so sums of neighbours join without touching the bytes again:
/// <c>sum(a + b) = rol(sum(a), sectors of b) ^ sum(b)</c>. One pass over a page therefore serves its own
/// checksum and that of the stream it lies in.
/// </remarks>
internal static class SectorSum
{
    public const int SectorSize = 512;

    /// <summary>Sums whole sectors.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of 512: a fault of the caller.</exception>
    public static uint Compute(ReadOnlySpan<byte> sectors)
    {
        if (sectors.Length % SectorSize != 0)
            throw new ArgumentException($"{sectors.Length} bytes are not whole sectors.", nameof(sectors));

        // The rotation works on each lane alone, so the lanes are XORed together only once, at the end.
        Vector256<uint> lanes = Vector256<uint>.Zero;
        ref byte start = ref MemoryMarshal.GetReference(sectors);
        for (nint at = 0; at < sectors.Length; at += SectorSize)
            lanes = ((lanes << 1) | (lanes >> 31)) ^ Fold(ref Unsafe.Add(ref start, at));

        return Xor(lanes);
    }

    /// <summary>The sum of a run followed by another run of <paramref name="nextSectors"/> sectors.</summary>
    public static uint Join(uint sum, uint next, long nextSectors) => BitOperations.RotateLeft(sum, (int)(nextSectors & 31)) ^ next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Fold(ref byte sector)
    {
        Vector256<byte> a = Load(ref sector, 0) ^ Load(ref sector, 4) ^ Load(ref sector, 8) ^ Load(ref sector, 12);
        Vector256<byte> b = Load(ref sector, 1) ^ Load(ref sector, 5) ^ Load(ref sector, 9) ^ Load(ref sector, 13);
        Vector256<byte> c = Load(ref sector, 2) ^ Load(ref sector, 6) ^ Load(ref sector, 10) ^ Load(ref sector, 14);
        Vector256<byte> d = Load(ref sector, 3) ^ Load(ref sector, 7) ^ Load(ref sector, 11) ^ Load(ref sector, 15);
        return ((a ^ b) ^ (c ^ d)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(ref byte start, int vector) =>
        Vector256.LoadUnsafe(ref start, (nuint)(vector * Vector256<byte>.Count));

    private static uint Xor(Vector256<uint> lanes)
    {
        Vector128<uint> half = lanes.GetLower() ^ lanes.GetUpper();
        return half[0] ^ half[1] ^ half[2] ^ half[3];
    }
}
