using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups;

/// <summary>Why another kind was taken than was asked for.</summary>
/// <param name="Reason">Stable, machine-readable reason.</param>
/// <param name="Message">One sentence for a person: what stood in the way, who did it, when.</param>
/// <param name="Foreign">The backup of another tool that stands in the way; null when none does.</param>
public sealed record Promotion(PromotionReason Reason, string Message, ForeignBackup? Foreign = null);

/// <summary>Stable reasons for taking another kind than was asked for.</summary>
public enum PromotionReason
{
    /// <summary>The database never had a full backup.</summary>
    NoBase = 0,

    /// <summary>Another tool took the newest full.</summary>
    ForeignBase,

    /// <summary>The newest full is a snapshot (VSS): no differential can be restored on it.</summary>
    SnapshotBase,

    /// <summary>The newest full is ours by its mark or by nobody's knowledge, and its file is gone or no longer holds it.</summary>
    BaseMissing,

    /// <summary>The newest full is ours and was found damaged.</summary>
    BaseDamaged,

    /// <summary>The database was restored since: it is on another recovery fork than our sets.</summary>
    Fork,

    /// <summary>The database was dropped and created anew: another family than our sets.</summary>
    NewFamily,

    /// <summary>The recovery model changed between simple and full since.</summary>
    RecoveryModelChanged,

    /// <summary>There is no log chain: no full since the recovery model allows log backups.</summary>
    NoLogChain,

    /// <summary>Another tool took log backups that our chain lacks.</summary>
    ForeignLog,

    /// <summary>The log chain on the instance does not go on where our sets end.</summary>
    LogGap,

    /// <summary>The recovery model is simple: a log request became a differential.</summary>
    SimpleRecovery,

    /// <summary>The database is read-only and logs nothing: a log request became a differential.</summary>
    ReadOnly,

    /// <summary>SQL Server takes nothing but full backups of master.</summary>
    MasterDatabase,

    /// <summary>The base lies in the very file that is to be overwritten.</summary>
    BaseWouldBeOverwritten,

    /// <summary>SQL Server refused the kind (3035, 4214) although the facts allowed it.</summary>
    RefusedByInstance,
}

/// <summary>A backup that was not ours, as msdb tells it.</summary>
public sealed record ForeignBackup
{
    /// <summary>BackupSetGUID.</summary>
    public required Guid SetGuid { get; init; }

    /// <summary>What it holds.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>Login that took it.</summary>
    public required string User { get; init; }

    /// <summary>Machine of the instance that took it.</summary>
    public required string Machine { get; init; }

    /// <summary>File, device or NUL that it went to; empty when msdb does not tell.</summary>
    public required string Path { get; init; }

    /// <summary>When it finished.</summary>
    public required ServerTime FinishedAt { get; init; }

    /// <summary>Its name; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it was a snapshot (VSS).</summary>
    public bool IsSnapshot { get; init; }
}
