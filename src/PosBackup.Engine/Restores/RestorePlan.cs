using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores;

/// <summary>What a restore will do, statement by statement.</summary>
public sealed record RestorePlan
{
    /// <summary>Name of the database in the backups.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the restored database.</summary>
    public required string Target { get; init; }

    /// <summary>Instance that took the newest of the backups.</summary>
    public string SourceInstance { get; init; } = "";

    /// <summary>Name that the restoring instance gives itself.</summary>
    public required string Instance { get; init; }

    /// <summary>Version of the restoring instance.</summary>
    public required Version InstanceVersion { get; init; }

    /// <summary>What was asked for.</summary>
    public required RestoreMoment Moment { get; init; }

    /// <summary>When the state that is brought back was.</summary>
    public required ServerTime Reached { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<RestoreStep> Steps { get; init; }

    /// <summary>Where the files of the database go; empty when a restore that was begun goes on.</summary>
    public IReadOnlyList<RestoredFile> Files { get; init; } = [];

    /// <summary>What the volumes need and have.</summary>
    public IReadOnlyList<VolumeNeed> Volumes { get; init; } = [];

    /// <summary>Whether this goes on with a restore that was begun before.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether a database is overwritten.</summary>
    public bool Replaces { get; init; }

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];

    /// <summary>Bytes that are read.</summary>
    public long Bytes => (long)Steps.Aggregate(Int128.Zero, (sum, step) => Int128.Min(sum + Math.Max(0, step.Bytes), long.MaxValue));

    /// <summary>How long it takes, by assumed rates.</summary>
    public TimeSpan Estimate => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Estimate);
}

/// <summary>One statement of a restore.</summary>
public sealed record RestoreStep
{
    /// <summary>Number in the plan, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What the statement does.</summary>
    public required RestoreStepKind Kind { get; init; }

    /// <summary>Why, in a few words.</summary>
    public required string Reason { get; init; }

    /// <summary>The statement as it is sent.</summary>
    public required string Sql { get; init; }

    /// <summary>The set that is restored; null in steps that read none.</summary>
    public BackupSet? Set { get; init; }

    /// <summary>Media files of the set, by stripe.</summary>
    public IReadOnlyList<SetFile> Files { get; init; } = [];

    /// <summary>Position of the set on its media; 0 in steps that read none.</summary>
    public int Position { get; init; }

    /// <summary>Bytes that are read.</summary>
    public long Bytes { get; init; }

    /// <summary>How long it takes, by assumed rates.</summary>
    public TimeSpan Estimate { get; init; }

    /// <summary>Whether the moment may be reached here already, and the rest left out then.</summary>
    public bool MayFinish { get; init; }
}

/// <summary>What a step of a restore does.</summary>
public enum RestoreStepKind
{
    /// <summary>Throws everybody out of the database that is overwritten.</summary>
    TakeOver = 0,

    /// <summary>Backs up the log that is in no backup yet, and leaves the database restoring.</summary>
    TailLog,

    /// <summary>Restores a full backup.</summary>
    Full,

    /// <summary>Restores a differential backup.</summary>
    Differential,

    /// <summary>Rolls a log backup forward.</summary>
    Log,

    /// <summary>Brings the database online.</summary>
    Recover,
}

/// <summary>Where one file of the database goes.</summary>
/// <param name="LogicalName">Its logical name.</param>
/// <param name="IsLog">Whether it is a log file.</param>
/// <param name="From">Where it lay when it was backed up.</param>
/// <param name="To">Where it goes, as the instance sees it.</param>
/// <param name="Bytes">Its size.</param>
public sealed record RestoredFile(string LogicalName, bool IsLog, string From, string To, long Bytes);

/// <summary>What the files of a restore need on one volume.</summary>
/// <param name="Volume">Root of the volume as the instance sees it, or the folder where it does not tell.</param>
/// <param name="NeededBytes">Bytes that are needed, without those that overwritten files give back.</param>
/// <param name="FreeBytes">Bytes that are free; null when nobody can tell.</param>
public sealed record VolumeNeed(string Volume, long NeededBytes, long? FreeBytes);

/// <summary>Something to know about a restore that does not stop it.</summary>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Hint">What to do about it; a T-SQL statement where one helps. Null for nothing.</param>
public sealed record RestoreNote(string Message, string? Hint = null);
