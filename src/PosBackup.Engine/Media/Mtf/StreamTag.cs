namespace PosBackup.Engine.Media.Mtf;

/// <summary>Types of data streams inside blocks.</summary>
internal static class StreamTag
{
    public const uint Stripe = 'R' | ('A' << 8) | ('I' << 16) | ((uint)'D' << 24);
    public const uint Description = 'M' | ('Q' << 8) | ('C' << 16) | ((uint)'I' << 24);
    public const uint Pages = 'M' | ('Q' << 8) | ('D' << 16) | ((uint)'A' << 24);
    public const uint Log = 'M' | ('Q' << 8) | ('T' << 16) | ((uint)'L' << 24);
    public const uint AlignmentPadding = 'A' | ('P' << 8) | ('A' << 16) | ((uint)'D' << 24);
    public const uint Padding = 'S' | ('P' << 8) | ('A' << 16) | ((uint)'D' << 24);
    public const uint Checksum = 'C' | ('S' << 8) | ('U' << 16) | ((uint)'M' << 24);
    public const uint Catalog = 'O' | ('T' << 8) | ('C' << 16) | ((uint)'P' << 24);
    public const uint SetMap = 'T' | ('S' << 8) | ('M' << 16) | ((uint)'P' << 24);
}
