namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>What a writer must know of a file to go on behind its last set.</summary>
internal sealed record ExistingStripe
{
    public required string Path { get; init; }

    /// <summary>Where the file ends and the next set begins.</summary>
    public required long Length { get; init; }

    public required bool IsCompressed { get; init; }

    public required Guid MediaSetId { get; init; }

    public required uint FamilyId { get; init; }

    public required int Stripe { get; init; }

    public required int Stripes { get; init; }

    public required int BlockSize { get; init; }

    public required DateTime Date { get; init; }

    public required string MediaName { get; init; }

    public required string MediaDescription { get; init; }

    /// <summary>Offsets of the filemarks in the file, newest first.</summary>
    public required IReadOnlyList<long> Filemarks { get; init; }

    /// <summary>The map of all sets; empty when there are none.</summary>
    public required byte[] SetMap { get; init; }

    /// <summary>Position of the last set; 0 when there are none.</summary>
    public required int LastPosition { get; init; }
}
