using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>What a restore does, statement by statement.</summary>
public sealed class RestorePlan : Record
{
    /// <summary>The instance that took the backups.</summary>
    public string SourceInstance { get; internal set; } = "";

    /// <summary>Version of the instance that restores.</summary>
    public string InstanceVersion { get; internal set; } = "";

    /// <summary>When the state that comes back was.</summary>
    public DateTimeOffset? Reached { get; internal set; }

    /// <summary>Whether this goes on with a restore that was broken off.</summary>
    public bool Continues { get; internal set; }

    /// <summary>Whether a database is overwritten.</summary>
    public bool Replaces { get; internal set; }

    /// <summary>Bytes that are read.</summary>
    public long Bytes { get; internal set; }

    /// <summary>How long it will take.</summary>
    public TimeSpan Estimate { get; internal set; }

    /// <summary>The statements, in order.</summary>
    public IReadOnlyList<RestoreStep> Steps { get; internal set; } = [];

    /// <summary>Where the files of the database go.</summary>
    public IReadOnlyList<RestoredFile> Files { get; internal set; } = [];

    /// <summary>What volumes need and have.</summary>
    public IReadOnlyList<VolumeNeed> Volumes { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Readable.Counted(Steps.Count, "step")} to {Readable.MomentAndOffset(Reached)}";
}
