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

    // While this much is free a match of the common lengths, or two literals, may be written carelessly.
    private const int Margin = 32 + MatchCopy.Overshoot;

    [ThreadStatic]
    private static DecodingTable? t_table;

    /// <summary>Fills the destination exactly; false when the source is not a valid piece of that length.</summary>
    /// <remarks>Any source is safe: no exception, nothing touched outside the two spans. After false the destination holds rubbish.</remarks>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length < DecodingTable.StoredSize || destination.Length > MaxPiece)
            return false;

        DecodingTable table = t_table ??= new DecodingTable();
        return table.TryBuild(source[..DecodingTable.StoredSize])
            && TryDecode(table, source[DecodingTable.StoredSize..], destination);
    }

    private static bool TryDecode(DecodingTable table, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var bits = new BitReader(source);
        ref uint entries = ref table.Entries;
        ref byte start = ref MemoryMarshal.GetReference(destination);
        int written = 0;

        while (written < destination.Length)
        {
            bits.Refill();
            bool roomy = written < destination.Length - Margin;
            uint entry = roomy ? Unsafe.Add(ref entries, bits.Peek(DecodingTable.LookUpBits)) : 0;
            if (entry == 0)
                entry = table.Search(bits.Peek(DecodingTable.MaxCodeLength));

            bits.Skip(DecodingTable.CodeLength(entry));
            if (!DecodingTable.IsMatch(entry))
            {
                Unsafe.Add(ref start, written) = (byte)(entry >> 8);
                if (roomy)
                    Unsafe.Add(ref start, written + 1) = (byte)(entry >> 16);

                written += DecodingTable.LiteralCount(entry);
                continue;
            }

            int length = DecodingTable.MatchLength(entry);
            if (length == LongMatch)
                length = LongLength(ref bits);

            int offsetBits = DecodingTable.OffsetBits(entry);
            int offset = (1 << offsetBits) + bits.Take(offsetBits);
            int free = destination.Length - written;
            if (offset > written || length > free)
                return false;

            if (length <= free - MatchCopy.Overshoot)
                MatchCopy.Fast(ref Unsafe.Add(ref start, written), offset, length);
            else
                MatchCopy.Exact(destination, written, offset, length);

            written += length;
        }

        return !bits.IsOverrun;
    }

    /// <summary>A byte; 255: two bytes that count from <see cref="MinMatch"/> instead; 0: four bytes.</summary>
    private static int LongLength(ref BitReader bits)
    {
        uint more = bits.TakeBytes(1);
        if (more < byte.MaxValue)
            return (int)more + LongMatch;

        more = bits.TakeBytes(2);
        if (more == 0)
            more = bits.TakeBytes(4);

        // Beyond any piece: refused by the caller.
        return (int)Math.Min(more, MaxPiece) + MinMatch;
    }
}
