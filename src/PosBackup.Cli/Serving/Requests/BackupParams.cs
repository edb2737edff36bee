using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of a backup, one for each property of <see cref="BackupOptions"/>, with its default.</summary>
internal record BackupParams
{
    private static readonly BackupOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" } };

    public InstanceParams? Instance { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    public bool? SystemDatabases { get; init; }

    public BackupKind? Kind { get; init; }

    public bool? CopyOnly { get; init; }

    public string? Folder { get; init; }

    public string? MediaFile { get; init; }

    public BackupMode? Mode { get; init; }

    public int? MaxSets { get; init; }

    public long? MaxSizeBytes { get; init; }

    public TimeSpan? MaxAgeSeconds { get; init; }

    public int? Stripes { get; init; }

    public CompressionMode? Compression { get; init; }

    public bool? NoChecksum { get; init; }

    public bool? NoVerify { get; init; }

    public bool? VerifyOnInstance { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public int? RetainDays { get; init; }

    public int? BlockSize { get; init; }

    public int? BufferCount { get; init; }

    public int? MaxTransferSize { get; init; }

    public string? EncryptionCertificate { get; init; }

    public EncryptionAlgorithm? EncryptionAlgorithm { get; init; }

    public TimeSpan? StallTimeoutSeconds { get; init; }

    public int? Parallelism { get; init; }

    public string? Catalog { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public virtual BackupOptions ToOptions() => new()
    {
        Instance = InstanceParams.ToOptions(Instance),
        Databases = Databases ?? Defaults.Databases,
        Exclude = Exclude ?? Defaults.Exclude,
        SystemDatabases = SystemDatabases ?? Defaults.SystemDatabases,
        Kind = Kind ?? Defaults.Kind,
        CopyOnly = CopyOnly ?? Defaults.CopyOnly,
        Folder = Folder,
        MediaFile = MediaFile,
        Mode = Mode ?? Defaults.Mode,
        Caps = Caps(),
        Stripes = Stripes ?? Defaults.Stripes,
        Compression = Compression ?? Defaults.Compression,
        Encryption = Encryption(),
        Checksum = NoChecksum is not true,
        Verify = NoVerify is not true,
        VerifyOnInstance = VerifyOnInstance ?? Defaults.VerifyOnInstance,
        Name = Name,
        Description = Description,
        RetainDays = RetainDays,
        BlockSize = BlockSize,
        BufferCount = BufferCount,
        MaxTransferSize = MaxTransferSize,
        StallTimeout = StallTimeoutSeconds ?? Defaults.StallTimeout,
        Parallelism = Parallelism ?? Defaults.Parallelism,
    };

    /// <summary>A cap that nothing heeds would be false comfort.</summary>
    private MediaCaps Caps()
    {
        foreach ((string name, bool isGiven) in ((string, bool)[])[("maxSets", MaxSets is not null), ("maxSizeBytes", MaxSizeBytes is not null), ("maxAgeSeconds", MaxAgeSeconds is not null)])
        {
            if (isGiven && Mode is not BackupMode.Append)
                throw ParamsReader.Wrong($"'{name}' is for 'mode' append", "give the mode append, or leave it out");
        }

        return new MediaCaps { Sets = MaxSets ?? Defaults.Caps.Sets, Bytes = MaxSizeBytes ?? Defaults.Caps.Bytes, Age = MaxAgeSeconds ?? Defaults.Caps.Age };
    }

    private BackupEncryption? Encryption() => EncryptionCertificate is { } certificate
        ? new BackupEncryption(certificate, EncryptionAlgorithm ?? Engine.Backups.EncryptionAlgorithm.Aes256)
        : EncryptionAlgorithm is null ? null : throw ParamsReader.Wrong("'encryptionAlgorithm' is for 'encryptionCertificate', which is missing", "name the certificate, or leave it out");
}

/// <summary>Params of <c>backup/run</c>.</summary>
internal sealed record BackupRunParams : BackupParams
{
    /// <summary>Names of the plan that may be backed up; null: all.</summary>
    public IReadOnlyList<string>? Approved { get; init; }

    /// <inheritdoc/>
    public override BackupOptions ToOptions() => base.ToOptions() with { Approved = Approved?.ToHashSet(StringComparer.Ordinal) };
}
