namespace PosBackup.Engine.Transfers.Journal;

/// <summary>An upload under way, as a power cut finds it. What is on the target is asked of the target; this tells what was sent and would be sent again.</summary>
internal sealed record TransferJournal
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Which of its media; empty where there is only one.</summary>
    public string Medium { get; init; } = "";

    /// <summary>What the file is called on the target while it is on its way.</summary>
    public required string Path { get; init; }

    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>Length of the source.</summary>
    public required long Length { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// Ranges of the file, each by its own connection, and how far each was acknowledged at least. One range without holes unless the target has several
    /// connections for a file.
    /// </summary>
    public required IReadOnlyList<RangeProgress> Ranges { get; init; }
}

/// <summary>A range of an upload.</summary>
/// <param name="From">First byte.</param>
/// <param name="To">First byte behind it.</param>
/// <param name="Acknowledged">Bytes up to this one (from the start of the file) were acknowledged by the target.</param>
internal sealed record RangeProgress(long From, long To, long Acknowledged);
