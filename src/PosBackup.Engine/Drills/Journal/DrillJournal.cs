namespace PosBackup.Engine.Drills.Journal;

/// <summary>
/// Our own record that a scratch database is of our making. It is on the disk before the RESTORE is sent, and goes when the database is
/// gone: nothing that has none is ever dropped.
/// </summary>
internal sealed record DrillJournal
{
    /// <summary>The schema that this version writes.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required Guid DrillId { get; init; }

    /// <summary>Name that the instance gives itself.</summary>
    public required string Instance { get; init; }

    public required string ScratchDatabase { get; init; }

    /// <summary>The database that is drilled, for a person.</summary>
    public required string Database { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string ToolVersion { get; init; }
}
