using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>What is done for one database: which kind, where to.</summary>
internal sealed record BackupPlan
{
    public required DatabaseFacts Database { get; init; }

    public required KindPlan Kind { get; init; }

    public required MediaPlan Media { get; init; }

    /// <summary>Mark of the set, by which it is found on the media.</summary>
    public required Guid Mark { get; init; }
}
