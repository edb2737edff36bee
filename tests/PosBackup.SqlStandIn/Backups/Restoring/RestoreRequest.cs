using PosBackup.SqlStandIn.Backups.Listing;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>A RESTORE statement with its values worked out.</summary>
internal sealed record RestoreRequest
{
    public required RestoreVerb Verb { get; init; }

    /// <summary>Database of the statement; empty in listings.</summary>
    public string Database { get; init; } = "";

    public IReadOnlyList<MediaDevice> Devices { get; init; } = [];

    /// <summary>FILE = n; null when not given: the first set, or all in HEADERONLY.</summary>
    public int? Position { get; init; }

    /// <summary>MOVE 'logical' TO 'path', in the order of the statement.</summary>
    public IReadOnlyList<(string LogicalName, string Path)> Moves { get; init; } = [];

    public RestoreEnd End { get; init; }

    /// <summary>Undo file of STANDBY.</summary>
    public string? StandbyFile { get; init; }

    public bool Replace { get; init; }

    public bool RestrictedUser { get; init; }

    /// <summary>CHECKSUM: true, NO_CHECKSUM: false; null when not given: checked if the set has checksums.</summary>
    public bool? Checksum { get; init; }

    public bool ContinueAfterError { get; init; }

    /// <summary>STATS: percent between two progress messages; null when not given: no messages.</summary>
    public int? Stats { get; init; }

    /// <summary>STOPAT, STOPATMARK, STOPBEFOREMARK; null when not given.</summary>
    public StopPoint? Stop { get; init; }

    public bool LoadHistory { get; init; }

    public string? MediaName { get; init; }
}

/// <summary>What becomes of the database behind a RESTORE.</summary>
internal enum RestoreEnd
{
    /// <summary>Online.</summary>
    Recovery,

    /// <summary>Restoring, more sets may follow.</summary>
    NoRecovery,

    /// <summary>Readable, more sets may follow.</summary>
    Standby,
}
