namespace PosBackup.Engine.Backups;

/// <summary>What a run would do. Making it writes nothing, neither on the instance nor to the folder nor to the catalog.</summary>
public sealed record BackupPlanReport
{
    /// <summary>Name that the instance gives itself; the name asked for when it could not be reached.</summary>
    public required string Instance { get; init; }

    /// <summary>When it was looked.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>One per requested database, always, in the order in which they were named.</summary>
    public required IReadOnlyList<PlannedBackup> Backups { get; init; }

    /// <summary>
    /// What was looked at, without the small backup by which a run tries the folder: that the instance may write there is not checked, and that it compresses is told by its edition.
    /// Null when the instance could not be reached.
    /// </summary>
    public PreflightReport? Preflight { get; init; }
}
