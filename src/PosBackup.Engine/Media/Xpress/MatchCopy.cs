using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PosBackup.Engine.Media.Xpress;

/// <summary>Repeats what was written before; a match may overlap what it writes.</summary>
internal static class MatchCopy
{
    /// <summary>How far <see cref="Fast"/> may write behind the match.</summary>
    public const int Overshoot = 16;

    /// <summary>Row n: the lanes 0 … n-1 over and over.</summary>
    private static readonly Vector128<byte>[] Repeat = [.. Enumerable.Range(0, 16).Select(RepeatEvery)];

    /// <summary>Copies sixteen bytes at a time; there must be room for <see cref="Overshoot"/> bytes behind the match.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fast(ref byte to, int offset, int length)
    {
        ref byte from = ref Unsafe.Subtract(ref to, offset);
        if (offset >= 16)
        {
            for (nint at = 0; at < length; at += 16)
                Vector128.LoadUnsafe(ref Unsafe.Add(ref from, at)).StoreUnsafe(ref Unsafe.Add(ref to, at));

            return;
        }

        FastOverlapping(ref from, ref to, offset, length);
    }

    /// <summary>Copies without a byte of room behind the match.</summary>
    public static void Exact(Span<byte> destination, int at, int offset, int length)
    {
        // What was copied can be copied again, so the step doubles.
        int from = at - offset;
        while (length > 0)
        {
            int step = Math.Min(at - from, length);
            destination.Slice(from, step).CopyTo(destination[at..]);
            at += step;
            length -= step;
        }
    }

    private static void FastOverlapping(ref byte from, ref byte to, int offset, int length)
    {
        Vector128<byte> pattern = Vector128.Shuffle(Vector128.LoadUnsafe(ref from), Repeat[offset]);
        int step = 16 - (16 % offset);
        for (nint at = 0; at < length; at += step)
            pattern.StoreUnsafe(ref Unsafe.Add(ref to, at));
    }

    private static Vector128<byte> RepeatEvery(int offset)
    {
        Span<byte> lanes = stackalloc byte[16];
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = (byte)(offset == 0 ? lane : lane % offset);

        return Vector128.Create(lanes);
    }
}
