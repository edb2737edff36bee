using System.Numerics;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>One bit per extent of all files of a database, in pieces as long as one map page covers (4 GB of a file).</summary>
/// <remarks>Pieces exist only where bits were set, and never more than <see cref="MaxPieces"/>: a hostile file must not fill the memory.</remarks>
internal sealed class ExtentMap
{
    /// <summary>8 KB each: 8 MB at most, for 4 TB of database.</summary>
    public const int MaxPieces = 1024;

    public const int PieceSize = Page.ExtentsPerMap / 8;

    private readonly Dictionary<(int FileId, int Piece), byte[]> _pieces = [];

    /// <summary>Whether bits had to be dropped because there are too many pieces.</summary>
    public bool IsOverfull { get; private set; }

    public IEnumerable<(int FileId, int Piece)> Keys => _pieces.Keys;

    /// <summary>The bits of one piece; empty when none is set.</summary>
    public ReadOnlySpan<byte> Piece(int fileId, int piece) => _pieces.TryGetValue((fileId, piece), out byte[]? bits) ? bits : default;

    public void Set(int fileId, long extent)
    {
        if (Of(fileId, (int)(extent / Page.ExtentsPerMap)) is not { } bits)
            return;

        int bit = (int)(extent % Page.ExtentsPerMap);
        bits[bit / 8] |= (byte)(1 << (bit % 8));
    }

    /// <summary>Takes a map page in: and-ed or or-ed with an earlier image of it.</summary>
    /// <param name="fileId">Database file.</param>
    /// <param name="piece">Which piece of the file the page covers.</param>
    /// <param name="bitmap">The bitmap of the page.</param>
    /// <param name="invert">Whether 0 means set.</param>
    /// <param name="and">How an earlier image counts: both must have the bit, or either.</param>
    public void Take(int fileId, int piece, ReadOnlySpan<byte> bitmap, bool invert, bool and)
    {
        bool isFirst = !_pieces.ContainsKey((fileId, piece));
        if (Of(fileId, piece) is not { } bits)
            return;

        byte mask = invert ? byte.MaxValue : (byte)0;
        for (int i = 0; i < bits.Length; i++)
        {
            var value = (byte)(bitmap[i] ^ mask);
            bits[i] = isFirst ? value : and ? (byte)(bits[i] & value) : (byte)(bits[i] | value);
        }
    }

    /// <summary>Extents below the limit that are set in the one piece and not in the other: how many, and the first.</summary>
    public static (long Count, long First) Missing(ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> found, long limit)
    {
        long count = 0, first = -1;
        for (int i = 0; i < wanted.Length && i * 8L < limit; i++)
        {
            int bits = wanted[i] & ~(i < found.Length ? found[i] : 0);
            if (limit - (i * 8L) < 8)
                bits &= (1 << (int)(limit - (i * 8L))) - 1;

            if (bits == 0)
                continue;

            count += BitOperations.PopCount((uint)bits);
            first = first < 0 ? (i * 8L) + BitOperations.TrailingZeroCount(bits) : first;
        }

        return (count, first);
    }

    private byte[]? Of(int fileId, int piece)
    {
        if (_pieces.TryGetValue((fileId, piece), out byte[]? bits))
            return bits;

        IsOverfull |= _pieces.Count >= MaxPieces;
        return IsOverfull ? null : _pieces[(fileId, piece)] = new byte[PieceSize];
    }
}
