namespace PosBackup.Engine;

/// <summary>Stable reasons of errors, results and notes. Names are part of the interface (JSON prints them in camelCase).</summary>
public enum ErrorCode
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>Not foreseen; the message carries the raw text.</summary>
    Unknown,

    /// <summary>An option is out of range, or two options clash.</summary>
    InvalidOption,

    /// <summary>The instance cannot be reached.</summary>
    InstanceUnavailable,

    /// <summary>The instance refuses the login, or the login lacks a right.</summary>
    InstanceAccessDenied,

    /// <summary>The server certificate is not trusted.</summary>
    CertificateNotTrusted,

    /// <summary>No database has that name, or a pattern matches none.</summary>
    DatabaseNotFound,

    /// <summary>The database is offline, restoring, suspect or otherwise not to be backed up now.</summary>
    DatabaseUnavailable,

    /// <summary>SQL Server refuses or breaks off the backup.</summary>
    BackupFailed,

    /// <summary>The backup made no progress for longer than the stall limit.</summary>
    Stalled,

    /// <summary>The service account of the instance cannot write to, or see, the folder.</summary>
    FolderNotWritable,

    /// <summary>The disk is full, or would be.</summary>
    NoSpace,

    /// <summary>The edition or version of the instance cannot do what was asked.</summary>
    NotSupportedByEdition,

    /// <summary>Media do not fit together: another family, other stripes, other compression.</summary>
    MediaMismatch,

    /// <summary>A backup set is damaged, or is not the one that was written.</summary>
    BackupSetCorrupt,

    /// <summary>A backup set, or one of its files, is missing.</summary>
    BackupSetNotFound,

    /// <summary>A file or folder cannot be read or written by us.</summary>
    FileAccess,

    /// <summary>The manifest beside a media file cannot be understood.</summary>
    ManifestUnreadable,

    /// <summary>The manifest beside a media file describes other content than the file has.</summary>
    ManifestOutdated,

    /// <summary>The local catalog cannot be used.</summary>
    CatalogUnavailable,

    /// <summary>The database itself has damaged pages.</summary>
    DatabaseDamaged,

    /// <summary>The file of a drill's assertions cannot be read, or has mistakes.</summary>
    AssertionFileInvalid,

    /// <summary>A restored database does not hold what an assertion expects of it.</summary>
    AssertionFailed,

    /// <summary>Another run is at work on the same database and folder, or another backup or file operation on the same database.</summary>
    Busy,

    /// <summary>Cancelled by the user.</summary>
    Cancelled,

    /// <summary>SQL Server refuses or breaks off the restore.</summary>
    RestoreFailed,

    /// <summary>The sets do not follow on one another: one is missing between them, or they are of different recovery paths.</summary>
    ChainBroken,

    /// <summary>A database, or a file of one, stands where the restore would put its own.</summary>
    DatabaseExists,

    /// <summary>Somebody works in the database that is to be replaced.</summary>
    DatabaseInUse,

    /// <summary>The set was made by a newer version of SQL Server than the instance is.</summary>
    VersionTooNew,

    /// <summary>A target refuses the login, or the account may not do that there.</summary>
    TargetAccessDenied,

    /// <summary>The host key or certificate of a target is not the pinned one.</summary>
    HostNotTrusted,

    /// <summary>A target cannot be reached, or its connection was lost.</summary>
    TargetUnavailable,

    /// <summary>A file is not on the target.</summary>
    TargetFileNotFound,

    /// <summary>The definition of a target does not fit what was found there.</summary>
    TargetMisconfigured,

    /// <summary>The file of targets cannot be read, or has mistakes.</summary>
    TargetFileInvalid,

    /// <summary>The file of retention cannot be read, or has mistakes.</summary>
    RetentionFileInvalid,

    /// <summary>The file of holds cannot be read, or has mistakes.</summary>
    HoldFileInvalid,

    /// <summary>The file of holds is gone, or is not the newest: what is on hold is not known.</summary>
    HoldsLost,

    /// <summary>No target of that name is defined.</summary>
    TargetNotFound,

    /// <summary>A program that is needed is not installed.</summary>
    ToolMissing,

    /// <summary>A secret that is referred to cannot be found.</summary>
    SecretNotFound,

    /// <summary>The bytes on a target are not those that were sent.</summary>
    CopyCorrupt,

    /// <summary>A file is not, or no longer, what its manifest says.</summary>
    SourceChanged,

    /// <summary>The log of what was removed is not what was written.</summary>
    AuditLogBroken,

    /// <summary>Nothing of a database was backed up for so long that it soon counts as dropped.</summary>
    NotBackedUp,
}
