using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Backups;

/// <summary>What to back up, where to, and how.</summary>
public sealed record BackupOptions
{
    /// <summary>The instance.</summary>
    public required InstanceOptions Instance { get; init; }

    /// <summary>Names or patterns (<c>*</c> any run, <c>?</c> one character). Patterns match user databases only, unless <see cref="SystemDatabases"/>.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Names or patterns to leave out again.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// Databases that a run may back up of those that are asked for, by their names as a plan tells them, and to the letter: <c>*</c> and <c>?</c> stand for themselves. What is not in it
    /// has no result; what is in it and no longer asked for, a failed one. Null: all. A plan shows all.
    /// </summary>
    public IReadOnlySet<string>? Approved { get; init; }

    /// <summary>Whether master, model and msdb are backed up as well. Defaults to false. tempdb never is.</summary>
    public bool SystemDatabases { get; init; }

    /// <summary>Full, differential or log. Planned upwards when the chain asks for it, never downwards. Defaults to full.</summary>
    public BackupKind Kind { get; init; } = BackupKind.Full;

    /// <summary>Whether the set stays out of every chain (COPY_ONLY); full and log only. Defaults to false.</summary>
    public bool CopyOnly { get; init; }

    /// <summary>Folder as the instance's machine sees it; null takes the instance's default backup folder.</summary>
    public string? Folder { get; init; }

    /// <summary>One media file by its path, as the instance's machine sees it, for one database; null lets the mode choose names in <see cref="Folder"/>.</summary>
    public string? MediaFile { get; init; }

    /// <summary>New file, append or overwrite. Defaults to a new file.</summary>
    public BackupMode Mode { get; init; } = BackupMode.NewFile;

    /// <summary>How far appending goes.</summary>
    public MediaCaps Caps { get; init; } = new();

    /// <summary>Files the set is spread over, 1 to 64. Defaults to 1; overwriting takes one only.</summary>
    public int Stripes { get; init; } = 1;

    /// <summary>Compression by SQL Server. Defaults to where the instance can.</summary>
    public CompressionMode Compression { get; init; } = CompressionMode.Auto;

    /// <summary>Encryption by SQL Server; null for none.</summary>
    public BackupEncryption? Encryption { get; init; }

    /// <summary>WITH CHECKSUM. Defaults to true; without it neither SQL Server nor we can prove a plain page.</summary>
    public bool Checksum { get; init; } = true;

    /// <summary>Whether the media is read back and checked (L1) after the backup. Defaults to true.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Whether the instance runs RESTORE VERIFYONLY too. Defaults to false; always done where this machine cannot see the file.</summary>
    public bool VerifyOnInstance { get; init; }

    /// <summary>Name of the set, up to 128 characters; null makes one of database and kind.</summary>
    public string? Name { get; init; }

    /// <summary>Description of the set, up to 200 characters; our run mark is put behind it.</summary>
    public string? Description { get; init; }

    /// <summary>Days for which SQL Server refuses to overwrite the set, 1 to 99999; null for none.</summary>
    public int? RetainDays { get; init; }

    /// <summary>BLOCKSIZE in bytes: a power of two from 512 to 65536; null leaves it to SQL Server.</summary>
    public int? BlockSize { get; init; }

    /// <summary>BUFFERCOUNT, 1 to 1024; null leaves it to SQL Server.</summary>
    public int? BufferCount { get; init; }

    /// <summary>MAXTRANSFERSIZE in bytes: a multiple of 65536 up to 4194304; null leaves it to SQL Server.</summary>
    public int? MaxTransferSize { get; init; }

    /// <summary>How long a backup may stand still (no page, no byte) before it is broken off; 10 seconds to 1 day. Defaults to 10 minutes. There is no limit in all.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Databases backed up at the same time, 1 to 16. Defaults to 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Checks ranges and clashes.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option, its value and its range.</exception>
    public void Validate() => BackupOptionsRules.Check(this);
}
