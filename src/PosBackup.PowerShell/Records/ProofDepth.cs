namespace PosBackup.PowerShell.Records;

/// <summary>What proves a copy.</summary>
public enum ProofDepth
{
    /// <summary>Parts that were read back.</summary>
    Sample,

    /// <summary>A hash that the target computed.</summary>
    ServerHash,

    /// <summary>All of it, read back.</summary>
    Whole,
}
