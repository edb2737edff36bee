using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Media.Xpress;

/// <summary>Decompresses one piece of compressed media: LZ77+Huffman as in [MS-XCA] 2.2.</summary>
/// <remarks>
/// A piece is 256 bytes of code lengths (<see cref="DecodingTable"/>), then one stream (<see cref="BitReader"/>).
/// <code>
/// symbol 0..255           a literal
/// symbol 256 + 16 o + n   a match: length n+3 (n = 15: at least that, the rest follows in bytes), offset 2^o + the next o bits
/// </code>
/// There is no end mark: a piece ends when the destination is full, and symbol 256 is an ordinary match.
/// </remarks>
internal static class XpressHuffman
{
    /// <summary>Longest piece; behind it a new table would start.</summary>
    public const int MaxPiece = 65536;

    /// <summary>Length of the shortest match.</summary>
    public const int MinMatch = 3;

    /// <summary>Shortest match whose length does not fit into its symbol.</summary>
    public const int LongMatch = 15 + MinMatch;

    // While this much is free, literals and then a short match may be written carelessly.
    private const int Margin = 4 + MatchCopy.Overshoot;

    [ThreadStatic]
    private static DecodingTable? t_table;

    /// <summary>Fills the destination exactly; false when the source is not a valid piece of that length.</summary>
    /// <remarks>Any source is safe: no exception, nothing touched outside the two spans. After false the destination holds rubbish.</remarks>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length < DecodingTable.StoredSize || destination.Length > MaxPiece)
            return false;

        DecodingTable table = t_table ??= new DecodingTable();
        if (!table.TryBuild(source[..DecodingTable.StoredSize]))
            return false;

        var bits = new BitReader(source[DecodingTable.StoredSize..]);
        int written = 0;
        return TryDecodeFast(table, ref bits, destination, ref written)
            && TryDecodeRest(table, ref bits, destination, written)
            && !bits.IsOverrun;
    }

    /// <summary>Decodes until the end is near. The state lives in locals, which the compiler keeps in registers.</summary>
    private static bool TryDecodeFast(DecodingTable table, ref BitReader reader, Span<byte> destination, ref int progress)
    {
        BitReader bits = reader;
        int written = 0;
        int roomy = destination.Length - Margin;
        ref byte start = ref MemoryMarshal.GetReference(destination);
        while (written < roomy)
        {
            // 48 bits are enough for literals (at most 15) and a match behind them (15 + 15).
            bits.Refill();
            uint entry = table.Next(ref bits);
            if (!DecodingTable.IsMatch(entry))
            {
                written += WriteLiterals(ref Unsafe.Add(ref start, written), entry);
                entry = table.Next(ref bits);
                if (!DecodingTable.IsMatch(entry))
                {
                    written += WriteLiterals(ref Unsafe.Add(ref start, written), entry);
                    continue;
                }
            }

            int length = DecodingTable.MatchLength(entry);
            bool isLong = length == LongMatch;
            if (isLong)
                length = LongLength(ref bits);

            int offset = Offset(entry, ref bits);
            if (offset > written || length > destination.Length - written)
                return false;

            if (!isLong)
                MatchCopy.Short(ref Unsafe.Add(ref start, written), offset);
            else if (length < roomy - written)
                MatchCopy.Long(ref Unsafe.Add(ref start, written), offset, length);
            else
                MatchCopy.Exact(destination, written, offset, length);

            written += length;
        }

        reader = bits;
        progress = written;
        return true;
    }

    private static bool TryDecodeRest(DecodingTable table, ref BitReader bits, Span<byte> destination, int written)
    {
        while (written < destination.Length)
        {
            bits.Refill();
            uint entry = table.NextSingle(ref bits);
            if (!DecodingTable.IsMatch(entry))
            {
                destination[written++] = DecodingTable.Literal(entry);
                continue;
            }

            int length = DecodingTable.MatchLength(entry);
            if (length == LongMatch)
                length = LongLength(ref bits);

            int offset = Offset(entry, ref bits);
            if (offset > written || length > destination.Length - written)
                return false;

            MatchCopy.Exact(destination, written, offset, length);
            written += length;
        }

        return true;
    }

    /// <summary>Writes two bytes and tells how many of them count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteLiterals(ref byte to, uint entry)
    {
        Unsafe.WriteUnaligned(ref to, DecodingTable.Literals(entry));
        return DecodingTable.LiteralCount(entry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Offset(uint entry, ref BitReader bits)
    {
        int count = DecodingTable.OffsetBits(entry);
        return (1 << count) + bits.Take(count);
    }

    /// <summary>A byte; 255: two bytes that count from <see cref="MinMatch"/> instead; 0: four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LongLength(ref BitReader bits)
    {
        // A copy, for a struct whose address is passed around cannot live in registers.
        BitReader own = bits;
        uint more = own.TakeBytes(1) + LongMatch;
        if (more == byte.MaxValue + LongMatch)
            more = WholeLength(ref own);

        bits = own;
        return (int)more;
    }

    private static uint WholeLength(ref BitReader bits)
    {
        uint length = bits.TakeBytes(2);
        if (length == 0)
            length = bits.TakeBytes(4);

        // Longer than any piece: the caller refuses it.
        return Math.Min(length, MaxPiece) + MinMatch;
    }
}
