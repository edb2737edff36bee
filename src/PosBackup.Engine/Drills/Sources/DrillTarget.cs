using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Sources;

/// <summary>The moment that one drill goes for; or why there is none.</summary>
internal sealed record DrillTarget
{
    /// <summary>What to restore to; null when no moment can be reached.</summary>
    public RestoreMoment? Moment { get; init; }

    /// <summary>The moment that was chosen; null for the latest, which only the plan tells.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>What the random choice was made from; null for the others.</summary>
    public long? Seed { get; init; }

    /// <summary>Why there is none, as an error.</summary>
    public PosBackupException? Error { get; init; }

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];
}
