using System.Numerics;

namespace PosBackup.SqlStandIn.Backups.Xpress;

/// <summary>A literal byte (length 1, no offset), or a match: so many bytes as stood so far back.</summary>
internal readonly record struct XpressToken(int Length, int Offset, byte Literal)
{
    /// <summary>Shortest match that the format knows.</summary>
    public const int MinMatch = 3;

    private const int LengthInSymbol = 15;

    public static XpressToken OfLiteral(byte literal) => new(1, 0, literal);

    public static XpressToken OfMatch(int length, int offset) => new(length, offset, 0);

    public bool IsMatch => Offset > 0;

    /// <summary>How many bits of the offset follow the symbol: all but its highest.</summary>
    public int OffsetBits => BitOperations.Log2((uint)Offset);

    public int Symbol => IsMatch ? 256 + (OffsetBits * 16) + Math.Min(Length - MinMatch, LengthInSymbol) : Literal;

    /// <summary>What the symbol cannot say of the length; negative when it says all.</summary>
    public int LengthInBytes => Length - MinMatch - LengthInSymbol;
}
