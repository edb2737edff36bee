using System.Numerics;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups;

/// <summary>Ranges and clashes of <see cref="BackupOptions"/>: SQL Server's own ranges, checked before anything is sent.</summary>
internal static class BackupOptionsRules
{
    public const int LongestName = 128;
    public const int LongestDescription = 200;

    public static void Check(BackupOptions options)
    {
        options.Instance.Validate();
        options.Caps.Validate();
        CheckWhat(options);
        CheckWhere(options);
        CheckTransfer(options);
        CheckTexts(options);
        CheckRange("stall timeout", options.StallTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        CheckRange("parallelism", options.Parallelism, 1, 16);
    }

    private static void CheckWhat(BackupOptions options)
    {
        if (options.Databases.Count == 0 && !options.SystemDatabases)
            throw Invalid("no database is named", "Name databases, or patterns such as * for all user databases.");

        if (options.Databases.Concat(options.Exclude).Any(string.IsNullOrEmpty))
            throw Invalid("a database name is empty", "Leave the empty name out.");

        if (options.Kind is not (BackupKind.Full or BackupKind.Differential or BackupKind.Log))
            throw Invalid($"kind {options.Kind} cannot be taken", "Take full, differential or log.");

        if (options.CopyOnly && options.Kind == BackupKind.Differential)
            throw Invalid("a differential cannot be copy-only", "SQL Server would ignore COPY_ONLY; leave it out, or take a full.");
    }

    private static void CheckWhere(BackupOptions options)
    {
        CheckRange("stripes", options.Stripes, 1, 64);
        if (options.Folder is { } folder && string.IsNullOrWhiteSpace(folder))
            throw Invalid("the folder is empty", "Name a folder, or leave it out for the instance's default.");

        if (options.MediaFile is { } file && string.IsNullOrWhiteSpace(file))
            throw Invalid("the media file is empty", "Name a file, or leave it out.");

        if (options.MediaFile is not null && options.Folder is not null)
            throw Invalid("a folder and a media file are both given", "Give the folder, or the whole path of the media file.");

        if (options.Mode == BackupMode.Overwrite && options.Stripes > 1)
            throw Invalid($"overwriting cannot exchange {options.Stripes} stripes in one moment", "Overwrite one file, or write striped sets to new files.");

        if (options.Encryption is { Certificate: var certificate } && string.IsNullOrWhiteSpace(certificate))
            throw Invalid("the encryption certificate is not named", "Name a certificate of the master database.");
    }

    private static void CheckTransfer(BackupOptions options)
    {
        if (options.BlockSize is { } block && (block is < 512 or > 65536 || !BitOperations.IsPow2(block)))
            throw Invalid($"block size {block} is out of range", "It may be 512, 1024, 2048, 4096, 8192, 16384, 32768 or 65536.");

        if (options.MaxTransferSize is { } transfer && (transfer is < 65536 or > 4194304 || transfer % 65536 != 0))
            throw Invalid($"maximum transfer size {transfer} is out of range", "It may be a multiple of 65536 up to 4194304.");

        if (options.BufferCount is { } buffers)
            CheckRange("buffer count", buffers, 1, 1024);

        if (options.RetainDays is { } days)
            CheckRange("retain days", days, 1, 99999);
    }

    private static void CheckTexts(BackupOptions options)
    {
        CheckText("name", options.Name, LongestName);
        CheckText("description", options.Description, LongestDescription);
    }

    private static void CheckText(string option, string? text, int longest)
    {
        if (text?.Length > longest)
            throw Invalid($"{option} has {text.Length} characters", $"It may have {longest}.");

        if (text is not null && text.Any(char.IsControl))
            throw Invalid($"{option} holds a control character", "Take it out.");
    }

    private static void CheckRange<T>(string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw Invalid(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{option} {value} is out of range"), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It may be {least} to {most}."));
    }

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
