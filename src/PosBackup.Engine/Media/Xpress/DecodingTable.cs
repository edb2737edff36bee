using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Media.Xpress;

/// <summary>Turns the next bits of a piece into symbols: one look-up for codes of up to eleven bits, a short search beyond.</summary>
/// <remarks>
/// The code is canonical: codes of one length are consecutive in the order of their symbols, and every longer code,
/// read as a fraction, is greater than every shorter one. So the lengths, four bits a symbol, say everything.
/// <code>
/// entry   31      24-25   8-23              0-4
///         0       count   second, first     length     one literal, or two when both codes fit
///         1       -       offset bits, 3+n  length     match of that length
///         0       0       0                 0          code of more than eleven bits: found by search
/// </code>
/// </remarks>
internal sealed class DecodingTable
{
    public const int StoredSize = 256;

    private const int MaxCodeLength = 15;
    private const int LookUpBits = 11;
    private const int Symbols = 2 * StoredSize;
    private const int LiteralSymbols = 256;
    private const uint TwoLiterals = 2u << 24;

    private readonly uint[] _entries = new uint[1 << LookUpBits];
    private readonly ushort[] _symbols = new ushort[Symbols];
    private readonly int[] _starts = new int[MaxCodeLength + 2];
    private readonly int[] _limits = new int[MaxCodeLength + 1];

    public static bool IsMatch(uint entry) => (int)entry < 0;

    public static int CodeLength(uint entry) => (int)(entry & 31);

    /// <summary>Two literals in the order of writing; <see cref="LiteralCount"/> tells whether the second one counts.</summary>
    public static ushort Literals(uint entry) => (ushort)(entry >> 8);

    public static byte Literal(uint entry) => (byte)(entry >> 8);

    public static int LiteralCount(uint entry) => (int)(entry >> 24);

    public static int MatchLength(uint entry) => (int)((entry >> 8) & 31);

    public static int OffsetBits(uint entry) => (int)((entry >> 16) & 15);

    /// <summary>Builds the table from its stored form; false when the lengths are not those of a complete code.</summary>
    public bool TryBuild(ReadOnlySpan<byte> stored)
    {
        Span<int> counts = stackalloc int[MaxCodeLength + 1];
        counts.Clear();
        foreach (byte pair in stored)
        {
            counts[pair & 15]++;
            counts[pair >> 4]++;
        }

        int limit = 0;
        _starts[1] = 0;
        for (int length = 1; length <= MaxCodeLength; length++)
        {
            limit += counts[length] << (MaxCodeLength - length);
            _limits[length] = limit;
            _starts[length + 1] = _starts[length] + counts[length];
        }

        if (limit != 1 << MaxCodeLength)
            return false;

        SortSymbols(stored);
        FillEntries();
        return true;
    }

    /// <summary>Takes the next symbol, or two literals at once. At least <see cref="MaxCodeLength"/> bits must be held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next(ref BitReader bits)
    {
        uint entry = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), bits.Peek(LookUpBits));
        if (entry == 0)
            entry = Search(bits.Peek(MaxCodeLength));

        bits.Skip(CodeLength(entry));
        return entry;
    }

    /// <summary>Takes the next symbol, one literal at most.</summary>
    public uint NextSingle(ref BitReader bits)
    {
        uint entry = Search(bits.Peek(MaxCodeLength));
        bits.Skip(CodeLength(entry));
        return entry;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint Search(int bits)
    {
        int length = 1;
        while (bits >= _limits[length])
            length++;

        int rank = (bits - _limits[length - 1]) >> (MaxCodeLength - length);
        return Entry(_symbols[_starts[length] + rank], length);
    }

    private static uint Entry(int symbol, int length)
    {
        if (symbol < LiteralSymbols)
            return (1u << 24) | ((uint)symbol << 8) | (uint)length;

        int match = symbol - LiteralSymbols;
        return (1u << 31) | ((uint)(match >> 4) << 16) | ((uint)((match & 15) + XpressHuffman.MinMatch) << 8) | (uint)length;
    }

    private void SortSymbols(ReadOnlySpan<byte> stored)
    {
        Span<int> next = stackalloc int[MaxCodeLength + 1];
        _starts.AsSpan(0, next.Length).CopyTo(next);
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            int length = (stored[symbol >> 1] >> ((symbol & 1) * 4)) & 15;
            if (length != 0)
                _symbols[next[length]++] = (ushort)symbol;
        }
    }

    private void FillEntries()
    {
        Span<uint> room = _entries;
        for (int length = 1; length <= LookUpBits; length++)
        {
            for (int at = _starts[length]; at < _starts[length + 1]; at++)
            {
                Span<uint> run = room[..(1 << (LookUpBits - length))];
                run.Fill(Entry(_symbols[at], length));
                if (_symbols[at] < LiteralSymbols)
                    PairLiterals(run, _symbols[at], length);

                room = room[run.Length..];
            }
        }

        room.Clear();
    }

    /// <summary>Lets one look-up give two literals where the second one's code fits into the bits left.</summary>
    private void PairLiterals(Span<uint> run, int first, int firstLength)
    {
        int bitsLeft = LookUpBits - firstLength;
        for (int length = 1; length <= bitsLeft; length++)
        {
            for (int at = _starts[length]; at < _starts[length + 1]; at++)
            {
                Span<uint> pair = run[..(1 << (bitsLeft - length))];
                int second = _symbols[at];
                if (second < LiteralSymbols)
                    pair.Fill(TwoLiterals | ((uint)second << 16) | ((uint)first << 8) | (uint)(firstLength + length));

                run = run[pair.Length..];
            }
        }
    }
}
