using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>What a database knows of itself beside its rows; survives a restart as <c>facts/&lt;id&gt;.json</c>.</summary>
public sealed record DatabaseFacts
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string DataFile { get; init; }

    public required string LogFile { get; init; }

    public required string DataName { get; init; }

    public required string LogName { get; init; }

    public DatabaseState State { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>STANDBY: read-only between two RESTOREs.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Undo file of STANDBY; null without.</summary>
    public string? StandbyFile { get; init; }

    public UserAccess UserAccess { get; init; }

    public RecoveryModel RecoveryModel { get; init; } = RecoveryModel.Full;

    public PageVerify PageVerify { get; init; } = PageVerify.Checksum;

    public byte CompatibilityLevel { get; init; }

    public string Owner { get; init; } = "sa";

    public string Collation { get; init; } = "";

    /// <summary>Server's local time.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When DBCC CHECKDB last found nothing, the server's local time; null for never.</summary>
    public DateTime? LastGoodCheck { get; init; }

    /// <summary>family_guid: the same after a rename, a restore, on another server.</summary>
    public Guid FamilyGuid { get; init; }

    /// <summary>database_guid of sys.database_recovery_status.</summary>
    public Guid DatabaseGuid { get; init; }

    /// <summary>BindingID.</summary>
    public Guid BindingGuid { get; init; }

    /// <summary>Recovery fork that the database is on.</summary>
    public Guid RecoveryFork { get; init; }

    /// <summary>Fork before it; empty when the database never forked since its last log backup.</summary>
    public Guid FirstRecoveryFork { get; init; }

    /// <summary>Where the fork left its parent.</summary>
    public Lsn ForkPoint { get; init; }

    public Guid DataFileGuid { get; init; }

    public Guid LogFileGuid { get; init; }

    public Lsn CreateLsn { get; init; }

    /// <summary>Checkpoint of the newest full that is not copy-only; zero before the first.</summary>
    public Lsn DatabaseBackupLsn { get; init; }

    /// <summary>Differential base; zero when there is none.</summary>
    public Lsn DifferentialBaseLsn { get; init; }

    public Guid DifferentialBaseGuid { get; init; }

    public DateTime? DifferentialBaseTime { get; init; }

    /// <summary>Where the next log backup begins; null while the log chain is not started (no full yet, or SIMPLE).</summary>
    public Lsn? LastLogBackupLsn { get; init; }

    /// <summary>Set by the first log backup of a chain.</summary>
    public bool LogChainBegins { get; init; } = true;

    /// <summary>Pages of the SQLite store.</summary>
    public int StorePages { get; init; }

    /// <summary>While RESTORING: how far the database has been rolled forward.</summary>
    public Lsn RedoLsn { get; init; }

    /// <summary>While RESTORING: where the newest full or differential that was restored ended.</summary>
    public Lsn RestoredLsn { get; init; }

    /// <summary>While RESTORING: commit time of the newest change applied.</summary>
    public DateTime RedoTime { get; init; }

    /// <summary>Where harvesting of SQLite's write-ahead log has come to.</summary>
    public WalPosition Wal { get; init; }
}
