using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Backups.Xpress;

/// <summary>Compresses the pieces of a media stream with LZ77+Huffman as in [MS-XCA] 2.1. Keeps its tables, so one per thread.</summary>
internal sealed class XpressHuffmanCompressor
{
    /// <summary>Longest piece that one code may serve.</summary>
    public const int MaxPiece = 65536;

    // The format has matches of three bytes, but they hardly pay.
    private const int MinMatch = 4;
    private const int MaxProbes = 8;
    private const int GoodMatch = 64;
    private const int HashBits = 14;
    private const int Nowhere = -1;

    private readonly int[] _newest = new int[1 << HashBits];
    private readonly int[] _older = new int[MaxPiece];
    private readonly List<XpressToken> _tokens = [];
    private readonly HuffmanCode _code = new();

    // The worst token is a match of four bytes in 15 + 15 bits and three bytes of length.
    private readonly byte[] _stored = new byte[HuffmanCode.StoredSize + (2 * MaxPiece)];

    /// <summary>Compresses a piece of 1 to 65,536 bytes.</summary>
    /// <returns>What to store, valid until the next call. It is longer than the piece when the piece does not shrink.</returns>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> piece)
    {
        ArgumentOutOfRangeException.ThrowIfZero(piece.Length, nameof(piece));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(piece.Length, MaxPiece, nameof(piece));

        FindTokens(piece);
        BuildCode();
        _code.Store(_stored);
        return _stored.AsSpan(0, HuffmanCode.StoredSize + WriteTokens(_stored.AsSpan(HuffmanCode.StoredSize)));
    }

    /// <summary>Takes the longest match at hand, else a literal. Places of equal hash are chained, newest first.</summary>
    private void FindTokens(ReadOnlySpan<byte> piece)
    {
        _tokens.Clear();
        _newest.AsSpan().Fill(Nowhere);
        int at = 0;
        while (at < piece.Length)
        {
            XpressToken token = LongestMatch(piece, at);
            _tokens.Add(token);
            for (int end = at + token.Length; at < end; at++)
                Remember(piece, at);
        }
    }

    private XpressToken LongestMatch(ReadOnlySpan<byte> piece, int at)
    {
        XpressToken best = XpressToken.OfLiteral(piece[at]);
        if (at > piece.Length - MinMatch)
            return best;

        int candidate = _newest[Hash(piece, at)];
        for (int probe = 0; probe < MaxProbes && candidate != Nowhere && best.Length < GoodMatch; probe++)
        {
            int length = piece[at..].CommonPrefixLength(piece[candidate..]);
            if (length >= MinMatch && length > best.Length)
                best = XpressToken.OfMatch(length, at - candidate);

            candidate = _older[candidate];
        }

        return best;
    }

    private void Remember(ReadOnlySpan<byte> piece, int at)
    {
        if (at > piece.Length - MinMatch)
            return;

        ref int newest = ref _newest[Hash(piece, at)];
        _older[at] = newest;
        newest = at;
    }

    private void BuildCode()
    {
        Span<int> counts = stackalloc int[HuffmanCode.Symbols];
        counts.Clear();
        foreach (XpressToken token in _tokens)
            counts[token.Symbol]++;

        _code.Build(counts);
    }

    private int WriteTokens(Span<byte> destination)
    {
        var writer = new XpressWriter(destination);
        foreach (XpressToken token in _tokens)
        {
            writer.WriteBits(_code.Codes[token.Symbol], _code.Lengths[token.Symbol]);
            if (!token.IsMatch)
                continue;

            WriteLengthInBytes(ref writer, token);
            writer.WriteBits(token.Offset - (1 << token.OffsetBits), token.OffsetBits);
        }

        return writer.Finish();
    }

    /// <summary>One byte, or 255 and then two that hold the whole length.</summary>
    private static void WriteLengthInBytes(ref XpressWriter writer, XpressToken token)
    {
        if (token.LengthInBytes < 0)
            return;

        writer.WriteByte(Math.Min(token.LengthInBytes, byte.MaxValue));
        if (token.LengthInBytes >= byte.MaxValue)
            writer.WriteUInt16(token.Length - XpressToken.MinMatch);
    }

    private static int Hash(ReadOnlySpan<byte> piece, int at) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(piece[at..]) * 2654435761) >> (32 - HashBits));
}
