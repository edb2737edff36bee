using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet about backups that are to be taken: databases come from the arguments and the pipeline, and are handled together at the end.</summary>
public abstract class BackupOptionsCommand : InstanceCommand
{
    private readonly List<string> _databases = [];

    /// <summary>Names of databases; wildcards are allowed and match user databases.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[] Database { get; set; } = [];

    /// <summary>Names of databases to leave out again; wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? ExcludeDatabase { get; set; }

    /// <summary>Takes master, model and msdb as well.</summary>
    [Parameter]
    public SwitchParameter SystemDatabases { get; set; }

    /// <summary>What to take. A differential or log without a usable base becomes a full, and the result says why. By default Full.</summary>
    [Parameter]
    [ValidateSet(nameof(BackupKind.Full), nameof(BackupKind.Differential), nameof(BackupKind.Log))]
    public BackupKind? Kind { get; set; }

    /// <summary>Keeps the set out of every chain; full and log only.</summary>
    [Parameter]
    public SwitchParameter CopyOnly { get; set; }

    /// <summary>Folder for the backups, as the instance's machine sees it. By default the instance's backup folder.</summary>
    [Parameter]
    [Alias("Folder")]
    [ValidateNotNullOrEmpty]
    public string? To { get; set; }

    /// <summary>One file by its whole path, as the instance's machine sees it, for one database; in place of -To.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MediaFile { get; set; }

    /// <summary>Which file a set goes to. By default NewFile.</summary>
    [Parameter]
    public BackupMode? Mode { get; set; }

    /// <summary>With Append: most sets in one file, 1 to 10000. By default 64.</summary>
    [Parameter]
    public int? MaxSets { get; set; }

    /// <summary>With Append: size after which a new file begins, 1MB or more. By default 16GB.</summary>
    [Parameter]
    public long? MaxSize { get; set; }

    /// <summary>With Append: age of a file's first set after which a new file begins, 1m or more. By default 7d.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Files that the set is spread over, 1 to 64. By default 1.</summary>
    [Parameter]
    public int? Stripes { get; set; }

    /// <summary>Compression by SQL Server. By default Auto, which compresses where the instance can.</summary>
    [Parameter]
    public CompressionMode? Compression { get; set; }

    /// <summary>Leaves WITH CHECKSUM out: then nobody can prove a plain page.</summary>
    [Parameter]
    public SwitchParameter NoChecksum { get; set; }

    /// <summary>Does not read the media back and check it.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Lets the instance run RESTORE VERIFYONLY too; it always does where this machine cannot see the file.</summary>
    [Parameter]
    public SwitchParameter VerifyOnInstance { get; set; }

    /// <summary>Name of the set, up to 128 characters. By default database and kind.</summary>
    [Parameter]
    [ValidatePrintable]
    public string? SetName { get; set; }

    /// <summary>Description of the set, up to 200 characters.</summary>
    [Parameter]
    [ValidatePrintable]
    public string? SetDescription { get; set; }

    /// <summary>Days for which SQL Server refuses to overwrite the set, 1 to 99999. By default none.</summary>
    [Parameter]
    public int? RetainDays { get; set; }

    /// <summary>BLOCKSIZE in bytes, a power of two from 512 to 64KB. By default SQL Server's choice.</summary>
    [Parameter]
    public int? BlockSize { get; set; }

    /// <summary>BUFFERCOUNT, 1 to 1024. By default SQL Server's choice.</summary>
    [Parameter]
    public int? BufferCount { get; set; }

    /// <summary>MAXTRANSFERSIZE in bytes, a multiple of 64KB up to 4MB. By default SQL Server's choice.</summary>
    [Parameter]
    public int? MaxTransferSize { get; set; }

    /// <summary>Encrypts the set with this certificate of master (SQL Server 2014 and later; not Express, not Web).</summary>
    [Parameter]
    public string? EncryptionCertificate { get; set; }

    /// <summary>Cipher of the encryption. By default Aes256.</summary>
    [Parameter]
    public EncryptionAlgorithm? EncryptionAlgorithm { get; set; }

    /// <summary>Databases backed up at the same time, 1 to 16. By default 1.</summary>
    [Parameter]
    [Alias("ThrottleLimit")]
    public int? Parallelism { get; set; }

    /// <summary>Databases that were asked for, in their order, each once.</summary>
    private protected IReadOnlyList<string> Databases => _databases;

    /// <summary>Whether the pipeline was to bring databases and brought none: that asks for nothing, not for all.</summary>
    private protected bool AsksForNothing => !SystemDatabases && IsNothingAsked(_databases.Count, nameof(Database));

    /// <inheritdoc />
    protected override void ProcessRecord() => _databases.AddRange(Database.Except(_databases, StringComparer.Ordinal));

    /// <summary>The options for the engine.</summary>
    private protected JsonObject BackupBody() => new()
    {
        ["instance"] = InstanceBody(),
        ["databases"] = Databases,
        ["exclude"] = ExcludeDatabase,
        ["systemDatabases"] = SystemDatabases,
        ["kind"] = Kind,
        ["copyOnly"] = CopyOnly,
        ["folder"] = PathArguments.AsInstanceSees(this, To),
        ["mediaFile"] = PathArguments.AsInstanceSees(this, MediaFile),
        ["mode"] = Mode,
        ["maxSets"] = MaxSets,
        ["maxSizeBytes"] = MaxSize,
        ["maxAgeSeconds"] = MaxAge,
        ["stripes"] = Stripes,
        ["compression"] = Compression,
        ["noChecksum"] = NoChecksum,
        ["noVerify"] = NoVerify,
        ["verifyOnInstance"] = VerifyOnInstance,
        ["name"] = SetName,
        ["description"] = SetDescription,
        ["retainDays"] = RetainDays,
        ["blockSize"] = BlockSize,
        ["bufferCount"] = BufferCount,
        ["maxTransferSize"] = MaxTransferSize,
        ["encryptionCertificate"] = EncryptionCertificate,
        ["encryptionAlgorithm"] = EncryptionAlgorithm,
        ["stallTimeoutSeconds"] = StallTimeout,
        ["parallelism"] = Parallelism,
        ["catalog"] = Catalog,
    };
}
