using System.Text.Json.Serialization;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>How long a part of a drill took.</summary>
/// <param name="Phase">Which part.</param>
/// <param name="Duration">How long.</param>
public sealed record DrillPhaseTime(DrillPhase Phase, [property: JsonPropertyName("seconds")] TimeSpan Duration);

/// <summary>The parts of a drill.</summary>
public enum DrillPhase
{
    /// <summary>Finding the backup sets and reading their headers.</summary>
    Locate = 0,

    /// <summary>Fetching the media files from a target; missing where they were at hand.</summary>
    Fetch,

    /// <summary>Planning the restore and checking space and versions.</summary>
    Plan,

    /// <summary>Restoring to the scratch database.</summary>
    Restore,

    /// <summary>DBCC CHECKDB.</summary>
    CheckDb,

    /// <summary>The assertions.</summary>
    Assertions,

    /// <summary>Dropping the scratch database.</summary>
    Drop,
}
