using System.CommandLine;
using System.Globalization;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Settings;

/// <summary>The options of a backup, one for each property of <see cref="BackupOptions"/>, with its default.</summary>
internal sealed class BackupSettings
{
    private static readonly BackupOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" } };

    private readonly InstanceSettings _instance = new();

    private readonly Option<string[]> _databases = Names("--database", "Database to back up, repeated for more; * and ? are wildcards for user databases (quote them from the shell)", "-d");
    private readonly Option<string[]> _exclude = Names("--exclude", "Database to leave out again, repeated for more; * and ? are wildcards");
    private readonly Option<bool> _system = new("--system-databases") { Description = "Back up master, model and msdb as well" };
    private readonly Option<BackupKind?> _kind = KindOption.Create("What to take. A differential or log without a usable base becomes a full, and the result says why (default: full)");
    private readonly Option<bool> _copyOnly = new("--copy-only") { Description = "Keep the set out of every chain; full and log only" };
    private readonly Option<string?> _folder = new("--folder") { Description = "Folder as the instance's machine sees it (default: the instance's backup folder)", HelpName = "folder" };
    private readonly Option<string?> _mediaFile = new("--media-file") { Description = "One file by its whole path, as the instance's machine sees it, for one database; in place of --folder", HelpName = "file" };
    private readonly Option<bool> _append = new("--append") { Description = "Put the set behind those in a file of ours, under the caps below; else a new file, and the result says why" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a file: the new one is written and verified before it takes the old one's name" };
    private readonly Option<int?> _maxSets = Number("--max-sets", "Append: most sets in one file, 1 to 10000", Defaults.Caps.Sets);
    private readonly Option<long?> _maxSize = ByteSize.Option("--max-size", "Append: size after which a new file begins, 1MiB or more", Defaults.Caps.Bytes);
    private readonly Option<TimeSpan?> _maxAge = Span.Option("--max-age", "Append: age of a file's first set after which a new file begins, 1m or more", Defaults.Caps.Age);
    private readonly Option<int?> _stripes = Number("--stripes", "Files that the set is spread over, 1 to 64", Defaults.Stripes);
    private readonly Option<CompressionMode?> _compression = Choice.Option("--compression", "Compression by SQL Server: auto takes it where the instance can", Defaults.Compression);

    private readonly Option<bool> _noChecksum = new("--no-checksum") { Description = "Leave WITH CHECKSUM out: then nobody can prove a plain page" };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Do not read the media back and check it (L1)" };
    private readonly Option<bool> _verifyOnInstance = new("--verify-on-instance") { Description = "Let the instance run RESTORE VERIFYONLY too; always done where this machine cannot see the file" };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the set, up to 128 characters (default: database and kind)", HelpName = "text" };
    private readonly Option<string?> _description = new("--description") { Description = "Description of the set, up to 200 characters", HelpName = "text" };
    private readonly Option<int?> _retainDays = new("--retain-days") { Description = "Days for which SQL Server refuses to overwrite the set, 1 to 99999 (default: none)", HelpName = "n" };
    private readonly Option<int?> _blockSize = ByteSize.Option("--block-size", "BLOCKSIZE, a power of two from 512 to 64KiB (default: SQL Server's choice)");
    private readonly Option<int?> _bufferCount = new("--buffer-count") { Description = "BUFFERCOUNT, 1 to 1024 (default: SQL Server's choice)", HelpName = "n" };
    private readonly Option<int?> _transferSize = ByteSize.Option("--max-transfer-size", "MAXTRANSFERSIZE, a multiple of 64KiB up to 4MiB (default: SQL Server's choice)");
    private readonly Option<string?> _certificate = new("--encryption-certificate") { Description = "Encrypt the set with this certificate of master (SQL Server 2014 and later; not Express, not Web)", HelpName = "name" };
    private readonly Option<EncryptionAlgorithm?> _algorithm = Choice.Option("--encryption-algorithm", "Cipher of the encryption", EncryptionAlgorithm.Aes256);

    private readonly Option<TimeSpan?> _stallTimeout = Span.Option("--stall-timeout", "How long a backup may stand still before it is broken off, 10s to 1d; there is no limit in all", Defaults.StallTimeout);
    private readonly Option<int?> _parallelism = Number("--parallelism", "Databases backed up at the same time, 1 to 16", Defaults.Parallelism);

    public void AddTo(Command command)
    {
        _instance.AddTo(command);
        Option[] options =
        [
            _databases, _exclude, _system, _kind, _copyOnly, _folder, _mediaFile, _append, _overwrite, _maxSets, _maxSize, _maxAge, _stripes,
            _compression, _noChecksum, _noVerify, _verifyOnInstance, _name, _description, _retainDays, _blockSize, _bufferCount, _transferSize,
            _certificate, _algorithm, _stallTimeout, _parallelism,
        ];
        foreach (Option option in options)
            command.Add(option);

        command.Excludes(_append, _overwrite);
        command.Excludes(_folder, _mediaFile, "a media file is named by its whole path");
        command.Excludes(_noVerify, _overwrite, "the old file goes only when the new one is verified");
        foreach (Option cap in (Option[])[_maxSets, _maxSize, _maxAge])
            command.Needs(cap, _append);
        command.Needs(_algorithm, _certificate);
    }

    /// <summary>The options as the engine takes them; their ranges are the engine's to check.</summary>
    /// <exception cref="Engine.PosBackupException">InvalidOption: options contradict each other, or there is no password.</exception>
    public BackupOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(_copyOnly) && parsed.GetValue(_kind) == BackupKind.Differential)
            throw Combinations.Contradiction("--copy-only and --kind differential exclude each other: SQL Server would ignore COPY_ONLY");
        if (parsed.GetValue(_overwrite) && parsed.GetValue(_stripes) > 1)
            throw Combinations.Contradiction("--overwrite and --stripes exclude each other: several files cannot be exchanged in one moment");

        return Options(parsed);
    }

    private BackupOptions Options(ParseResult parsed) => new()
    {
        Instance = _instance.Read(parsed),
        Databases = parsed.GetValue(_databases) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        SystemDatabases = parsed.GetValue(_system),
        Kind = parsed.GetValue(_kind) ?? Defaults.Kind,
        CopyOnly = parsed.GetValue(_copyOnly),
        Folder = parsed.GetValue(_folder),
        MediaFile = parsed.GetValue(_mediaFile),
        Mode = parsed.GetValue(_append) ? BackupMode.Append : parsed.GetValue(_overwrite) ? BackupMode.Overwrite : BackupMode.NewFile,
        Caps = new MediaCaps { Sets = parsed.GetValue(_maxSets) ?? Defaults.Caps.Sets, Bytes = parsed.GetValue(_maxSize) ?? Defaults.Caps.Bytes, Age = parsed.GetValue(_maxAge) ?? Defaults.Caps.Age },
        Stripes = parsed.GetValue(_stripes) ?? Defaults.Stripes,
        Compression = parsed.GetValue(_compression) ?? Defaults.Compression,
        Checksum = !parsed.GetValue(_noChecksum),
        Verify = !parsed.GetValue(_noVerify),
        VerifyOnInstance = parsed.GetValue(_verifyOnInstance),
        Name = parsed.GetValue(_name),
        Description = parsed.GetValue(_description),
        RetainDays = parsed.GetValue(_retainDays),
        BlockSize = parsed.GetValue(_blockSize),
        BufferCount = parsed.GetValue(_bufferCount),
        MaxTransferSize = parsed.GetValue(_transferSize),
        Encryption = parsed.GetValue(_certificate) is { } certificate ? new BackupEncryption(certificate, parsed.GetValue(_algorithm) ?? EncryptionAlgorithm.Aes256) : null,
        StallTimeout = parsed.GetValue(_stallTimeout) ?? Defaults.StallTimeout,
        Parallelism = parsed.GetValue(_parallelism) ?? Defaults.Parallelism,
    };

    private static Option<string[]> Names(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = "name" };

    private static Option<int?> Number(string name, string description, int value) =>
        new(name) { Description = string.Create(CultureInfo.InvariantCulture, $"{description} (default: {value})"), HelpName = "n" };
}
