namespace PosBackup.Engine.Targets.Definitions;

/// <summary>How the copies on a target are proven after each upload. Size alone is no proof and cannot be chosen.</summary>
public sealed record VerificationDefinition
{
    /// <summary>What is read back of a new copy.</summary>
    public VerificationDepth Depth { get; init; } = VerificationDepth.Sample;

    /// <summary>Files of at most this many bytes are always read back whole. 64 MiB; from 0.</summary>
    public long WholeUpTo { get; init; } = 64L << 20;

    /// <summary>Random blocks of 1 MiB of a sample, beside head and tail. 16; 1 to 1,000.</summary>
    public int Blocks { get; init; } = 16;

    /// <summary>Every copy is read back whole within this many days, again and again. 30; 1 to 3,650; null for never.</summary>
    public int? WholeWithinDays { get; init; } = 30;
}

/// <summary>How much of a copy was proven to be the source.</summary>
public enum VerificationDepth
{
    /// <summary>Head, tail and random blocks were read back and are the source's.</summary>
    Sample,

    /// <summary>The target computed the SHA-256 itself and it is the source's: the target's word.</summary>
    ServerHash,

    /// <summary>Every byte was read back, and the SHA-256 is the source's.</summary>
    Whole,
}
