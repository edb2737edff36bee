using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>What the header of media says; every stripe has it, with a number and a family of its own.</summary>
internal sealed record MediaLabel
{
    /// <summary>The same in all stripes.</summary>
    public required Guid MediaSetId { get; init; }

    /// <summary>One number a stripe.</summary>
    public required IReadOnlyList<uint> FamilyIds { get; init; }

    /// <summary>When the media was formatted, by the server's clock.</summary>
    public required DateTime Date { get; init; }

    /// <summary>MEDIANAME.</summary>
    public string Name { get; init; } = "";

    /// <summary>MEDIADESCRIPTION.</summary>
    public string Description { get; init; } = "";

    /// <summary>BLOCKSIZE: a power of two from 512 to 65,536.</summary>
    public int BlockSize { get; init; } = BlockHeader.MinPhysicalBlock;

    /// <summary>Whether the sets are compressed.</summary>
    public bool IsCompressed { get; init; }

    public int Stripes => FamilyIds.Count;

    /// <summary>A label with new identities.</summary>
    public static MediaLabel New(int stripes, DateTime date) => new()
    {
        MediaSetId = Guid.NewGuid(),
        FamilyIds = [.. Enumerable.Range(0, stripes).Select(_ => (uint)Random.Shared.NextInt64(1L << 32))],
        Date = date,
    };
}
