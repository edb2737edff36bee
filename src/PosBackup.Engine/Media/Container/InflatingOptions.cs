using PosBackup.Engine.Media.Checks;

namespace PosBackup.Engine.Media.Container;

/// <summary>How an <see cref="InflatingSource"/> goes about its work.</summary>
internal sealed record InflatingOptions
{
    /// <summary>Counts chunks.</summary>
    public required Tally Tally { get; init; }

    /// <summary>Cores to decompress on, the reader's among them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Chunks to hold in memory, 128 KB each.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Chunks whose places to remember, 16 bytes each.</summary>
    public int RememberedChunks { get; init; } = ChunkPlaces.DefaultCapacity;

    /// <summary>Whether chunks are decompressed; if not, only their checksums are compared and the bytes mean nothing.</summary>
    public bool Inflates { get; init; } = true;

    /// <summary>Whether chunks that are skipped may be passed over by their headers alone, unchecked.</summary>
    public bool SkipsUnread { get; init; }
}
