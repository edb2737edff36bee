using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Media.Xpress;

/// <summary>Reads the mixed stream of a piece: bits out of 16-bit words, highest bit first, and whole bytes between the words.</summary>
/// <remarks>
/// The bytes lie behind the words that a decoder has fetched which fetches the next word as soon as it holds less than
/// 16 bits. We fetch up to three words more, and give them back before a byte is read.
/// Past its end the source reads as zeros, so that only <see cref="IsOverrun"/> has to be asked, once, at the end.
/// </remarks>
internal ref struct BitReader(ReadOnlySpan<byte> source)
{
    /// <summary>What <see cref="Refill"/> provides.</summary>
    public const int Refilled = 48;

    private const int WordBits = 16;

    private readonly ReadOnlySpan<byte> _source = source;
    private ulong _bits; // the unread bits, left-aligned; behind them zeros, or bits of the word that _next is at
    private int _count;
    private int _next;

    /// <summary>Whether more was taken than there is.</summary>
    public readonly bool IsOverrun => (8L * _next) - _count > 8L * _source.Length;

    /// <summary>Makes sure that <see cref="Refilled"/> bits can be taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        ulong words = _next <= _source.Length - sizeof(ulong)
            ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_source), _next))
            : LastWords(_source, _next);

        _bits |= FirstWordHighest(words) >> _count;
        int fetched = (63 - _count) / WordBits;
        _next += fetched * 2;
        _count += fetched * WordBits;
    }

    /// <summary>The next 1 to 63 bits, not taken yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(int bits) => (int)(_bits >> (64 - bits));

    /// <summary>Takes bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>Takes 0 to 15 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(int bits)
    {
        int taken = (int)(_bits >> 1 >> (63 - bits));
        Skip(bits);
        return taken;
    }

    /// <summary>Takes whole bytes as a number. At least 16 bits must be held, and are held afterwards.</summary>
    public uint TakeBytes(int bytes)
    {
        int surplus = (_count - WordBits) / WordBits;
        _next -= surplus * 2;
        _count -= surplus * WordBits;
        _bits &= ~(ulong.MaxValue >> _count);

        uint number = 0;
        for (int at = 0; at < bytes; at++, _next++)
            number |= (uint)(_next < _source.Length ? _source[_next] : 0) << (8 * at);

        return number;
    }

    private static ulong FirstWordHighest(ulong words)
    {
        ulong halves = BitOperations.RotateLeft(words, 32);
        return ((halves & 0x0000_FFFF_0000_FFFF) << WordBits) | ((halves >> WordBits) & 0x0000_FFFF_0000_FFFF);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong LastWords(ReadOnlySpan<byte> source, int next)
    {
        ulong words = 0;
        for (int at = next; at < source.Length; at++)
            words |= (ulong)source[at] << (8 * (at - next));

        return words;
    }
}
