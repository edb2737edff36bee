using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>What an instance says about one of its databases, as far as backups go.</summary>
internal sealed record DatabaseFacts
{
    public required string Name { get; init; }

    public required int Id { get; init; }

    public DatabaseState State { get; init; }

    public RecoveryModel RecoveryModel { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Restored WITH STANDBY: readable, but in the middle of a restore sequence.</summary>
    public bool IsInStandby { get; init; }

    /// <summary>A database snapshot (CREATE DATABASE … AS SNAPSHOT), which cannot be backed up.</summary>
    public bool IsDatabaseSnapshot { get; init; }

    public bool HasAccess { get; init; } = true;

    /// <summary>Whether the login has BACKUP DATABASE there; true also when the instance does not tell, for BACKUP has the last word.</summary>
    public bool MayBackUp { get; init; } = true;

    /// <summary>The same of BACKUP LOG.</summary>
    public bool MayBackUpLog { get; init; } = true;

    /// <summary>Null when the login may not see it.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>Recovery fork now; null when the login may not see it, or the database is not open.</summary>
    public Guid? ForkGuid { get; init; }

    /// <summary>Where the next log backup begins; null when there is no log chain, or the login may not see it (then the family is null too).</summary>
    public Lsn? LastLogBackupLsn { get; init; }

    /// <summary>The full that a differential taken now would stand on; null when there is none, or the login may not see it.</summary>
    public DifferentialBase? Base { get; init; }

    /// <summary>Sizes of all data files.</summary>
    public long DataBytes { get; init; }

    /// <summary>Sizes of all log files.</summary>
    public long LogBytes { get; init; }

    public bool IsSystem => Name is "master" or "model" or "msdb" or "tempdb";

    /// <summary>Whether the login sees the facts that decide about chains.</summary>
    public bool ChainIsVisible => FamilyGuid is not null;
}

/// <summary>The base of the next differential.</summary>
/// <param name="Lsn">Checkpoint of the base.</param>
/// <param name="SetGuid">BackupSetGUID of the base.</param>
internal sealed record DifferentialBase(Lsn Lsn, Guid SetGuid);
