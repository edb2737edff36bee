namespace PosBackup.Engine.Media;

/// <summary>How to verify media.</summary>
public sealed record VerifyOptions
{
    /// <summary>How deep to look into compressed media. Defaults to <see cref="CompressedDepth.Full"/>.</summary>
    public CompressedDepth Compressed { get; init; } = CompressedDepth.Full;

    /// <summary>Whether the same pass also yields SHA-256. Defaults to true.</summary>
    public bool Sha256 { get; init; } = true;

    /// <summary>Cores for decompression, 1 to 64. Defaults to all of the machine.</summary>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>Checks ranges.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option, its value and its range.</exception>
    public void Validate()
    {
        if (Parallelism is < 1 or > 64)
            throw new PosBackupException(ErrorCode.InvalidOption, $"parallelism {Parallelism} is out of range", "It may be 1 to 64.");
    }
}

/// <summary>How deep to look into compressed media.</summary>
public enum CompressedDepth
{
    /// <summary>Checksums of the stored chunks: all stored bytes, at the speed of the disk.</summary>
    Quick,

    /// <summary>Decompressed, and the pages and log blocks inside checked as in plain media.</summary>
    Full,
}
