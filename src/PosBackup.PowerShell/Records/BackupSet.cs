using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>What one BACKUP of one database produced. Its identity is SetGuid.</summary>
public class BackupSet : Record
{
    /// <summary>Position in its media file, from 1.</summary>
    public int Position { get; internal set; }

    /// <summary>What it holds.</summary>
    public BackupKind Kind { get; internal set; }

    /// <summary>The database.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>The instance, as it names itself.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>The instance's machine.</summary>
    public string Machine { get; internal set; } = "";

    /// <summary>Who took it.</summary>
    public string User { get; internal set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Its description.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>When it began, by the clock of its machine. Where the file does not tell the offset, that of this machine is taken.</summary>
    public DateTimeOffset StartedAt { get; internal set; }

    /// <summary>When it ended; null in a set that was cut off.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>First LSN in it, as RESTORE HEADERONLY prints it.</summary>
    public string FirstLsn { get; internal set; } = "";

    /// <summary>The LSN behind its last.</summary>
    public string LastLsn { get; internal set; } = "";

    /// <summary>LSN of its checkpoint.</summary>
    public string CheckpointLsn { get; internal set; } = "";

    /// <summary>Checkpoint of the full before it.</summary>
    public string DatabaseBackupLsn { get; internal set; } = "";

    /// <summary>Checkpoint of the full that it builds on.</summary>
    public string? DifferentialBaseLsn { get; internal set; }

    /// <summary>Where a new recovery fork began.</summary>
    public string? ForkPointLsn { get; internal set; }

    /// <summary>Identity of the set.</summary>
    public Guid SetGuid { get; internal set; }

    /// <summary>Identity of the full that it builds on.</summary>
    public Guid? DifferentialBaseGuid { get; internal set; }

    /// <summary>Identity of the database, across renames.</summary>
    public Guid FamilyGuid { get; internal set; }

    /// <summary>Recovery fork at its beginning.</summary>
    public Guid FirstRecoveryForkGuid { get; internal set; }

    /// <summary>Recovery fork at its end.</summary>
    public Guid RecoveryForkGuid { get; internal set; }

    /// <summary>Whether it was taken WITH CHECKSUM.</summary>
    public bool HasChecksum { get; internal set; }

    /// <summary>Whether it stands outside every chain.</summary>
    public bool CopyOnly { get; internal set; }

    /// <summary>The Flags column of RESTORE HEADERONLY.</summary>
    public int Flags { get; internal set; }

    /// <summary>How the database kept its log.</summary>
    public RecoveryModel RecoveryModel { get; internal set; }

    /// <summary>How the database notices damaged pages.</summary>
    public PageVerify PageVerify { get; internal set; }

    /// <summary>Version of the instance.</summary>
    public Version? SoftwareVersion { get; internal set; }

    /// <summary>Internal version of the database.</summary>
    public int DatabaseVersion { get; internal set; }

    /// <summary>Compatibility level of the database.</summary>
    public int CompatibilityLevel { get; internal set; }

    /// <summary>Bytes of the set before compression.</summary>
    public long BackupSize { get; internal set; }

    /// <summary>Bytes of the set in its file.</summary>
    public long CompressedSize { get; internal set; }

    /// <summary>Files of the database.</summary>
    public IReadOnlyList<DatabaseFile> Files { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database} {Kind} {Readable.MomentAndOffset(FinishedAt)}");
}
