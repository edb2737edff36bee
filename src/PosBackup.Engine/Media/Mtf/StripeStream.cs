namespace PosBackup.Engine.Media.Mtf;

/// <summary>RAID: which stripe of which media set this file is.</summary>
/// <param name="MediaSetId">The same in all stripes.</param>
/// <param name="Stripes">Stripes of the media set.</param>
/// <param name="Stripe">This one, from 1.</param>
internal readonly record struct StripeStream(Guid MediaSetId, int Stripes, int Stripe)
{
    public const int Size = 32;
    public const int MediaSetIdAt = 0x00;
    public const int MarkAt = 0x10;
    public const int StripesAt = 0x14;
    public const int MirrorsAt = 0x16;
    public const int StripeAt = 0x18;
    public const int OneAt = 0x1E;

    public const uint Mark = 0xF00000AD;

    /// <summary>Stripes that SQL Server allows.</summary>
    public const int MaxStripes = 64;

    /// <summary>Reads the stream; null when it makes no sense.</summary>
    public static StripeStream? Read(ReadOnlySpan<byte> stream)
    {
        var fields = new Fields(stream);
        var read = new StripeStream(fields.Guid(MediaSetIdAt), fields.U16(StripesAt), fields.U16(StripeAt));
        return fields.U32(MarkAt) == Mark && read.Stripe >= 1 && read.Stripe <= read.Stripes && read.Stripes <= MaxStripes ? read : null;
    }
}
