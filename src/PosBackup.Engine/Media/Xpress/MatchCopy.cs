using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PosBackup.Engine.Media.Xpress;

/// <summary>Repeats what was written before; a match may overlap what it writes.</summary>
/// <remarks>
/// Blocks of sixteen bytes are copied without asking how near the match is. A near one (offset below 16) is first
/// repeated inside a block, and the next block begins after the last whole repetition:
/// <code>
/// offset 5    abcde → abcdeabcdeabcde a     step 15
///                                     abcdeabcdeabcde a
/// offset 16 or more                         step 16
/// </code>
/// </remarks>
internal static class MatchCopy
{
    /// <summary>How far <see cref="Short"/> may write behind the start of its match, and <see cref="Long"/> behind the end.</summary>
    public const int Overshoot = 2 * Block;

    private const int Block = 16;

    private static readonly Vector128<byte>[] Repeat = [.. Enumerable.Range(0, Block + 1).Select(RepeatEvery)];
    private static readonly int[] Steps = [.. Enumerable.Range(0, Block + 1).Select(StepOf)];

    /// <summary>Copies a match of up to 17 bytes: a step (nine at least) and a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Short(ref byte to, int offset)
    {
        ref byte from = ref Unsafe.Subtract(ref to, offset);
        int near = Math.Min(offset, Block);
        First(ref from, ref to, near);
        Vector128.LoadUnsafe(ref Unsafe.Add(ref from, near)).StoreUnsafe(ref Unsafe.Add(ref to, Step(near)));
    }

    /// <summary>Copies a match of any length.</summary>
    public static void Long(ref byte to, int offset, int length)
    {
        ref byte from = ref Unsafe.Subtract(ref to, offset);
        int near = Math.Min(offset, Block);
        int step = Step(near);
        First(ref from, ref to, near);
        from = ref Unsafe.Add(ref from, near);
        for (nint at = step; at < length; at += step)
        {
            Vector128.LoadUnsafe(ref from).StoreUnsafe(ref Unsafe.Add(ref to, at));
            from = ref Unsafe.Add(ref from, step);
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void First(ref byte from, ref byte to, int near)
    {
        Vector128<byte> lanes = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Repeat), near);
        Vector128.Shuffle(Vector128.LoadUnsafe(ref from), lanes).StoreUnsafe(ref to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(int near) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Steps), near);

    private static int StepOf(int offset) => offset == 0 ? 0 : Block - (Block % offset);

    private static Vector128<byte> RepeatEvery(int offset)
    {
        Span<byte> lanes = stackalloc byte[Block];
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = (byte)(offset == 0 ? 0 : lane % offset);

        return Vector128.Create(lanes);
    }
}
