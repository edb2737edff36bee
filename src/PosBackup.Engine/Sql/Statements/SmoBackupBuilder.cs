using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Turns a <see cref="BackupCommand"/> into SMO's object, with SMO's unsafe defaults switched off.</summary>
internal static class SmoBackupBuilder
{
    public static Smo.Backup Build(BackupCommand command)
    {
        var backup = new Smo.Backup
        {
            // SMO would send the whole BACKUP once more after a lost connection, and report that one.
            RetryFailedQueries = false,
            Action = command.Kind == BackupKind.Log ? Smo.BackupActionType.Log : Smo.BackupActionType.Database,
            Incremental = command.Kind == BackupKind.Differential,
            Database = command.Database,
            BackupSetName = command.Name,
            BackupSetDescription = command.Description,
            Initialize = command.Overwrite,
            CopyOnly = command.CopyOnly,
            NoRecovery = command.NoRecovery,
            Checksum = command.Checksum,
            ContinueAfterError = false,
            PercentCompleteNotification = 1,
        };
        foreach (string file in command.Files)
            backup.Devices.AddDevice(file, Smo.DeviceType.File);

        if (command.NoTruncate)
            backup.LogTruncation = Smo.BackupTruncateLogType.NoTruncate;

        if (command.Compress is { } compress)
            backup.CompressionOption = compress ? Smo.BackupCompressionOptions.On : Smo.BackupCompressionOptions.Off;

        // EncryptionOption stays null without encryption: NoEncryption = true makes SMO send a syntax error.
        if (command.Encryption is { } encryption)
            backup.EncryptionOption = new Smo.BackupEncryptionOptions(Algorithm(encryption.Algorithm), Smo.BackupEncryptorType.ServerCertificate, encryption.Certificate);

        if (command.RetainDays is { } days)
            backup.RetainDays = days;

        if (command.BlockSize is { } block)
            backup.BlockSize = block;

        if (command.BufferCount is { } buffers)
            backup.BufferCount = buffers;

        if (command.MaxTransferSize is { } transfer)
            backup.MaxTransferSize = transfer;

        return backup;
    }

    private static Smo.BackupEncryptionAlgorithm Algorithm(EncryptionAlgorithm algorithm) => algorithm switch
    {
        EncryptionAlgorithm.Aes128 => Smo.BackupEncryptionAlgorithm.Aes128,
        EncryptionAlgorithm.Aes192 => Smo.BackupEncryptionAlgorithm.Aes192,
        EncryptionAlgorithm.TripleDes => Smo.BackupEncryptionAlgorithm.TripleDes,
        _ => Smo.BackupEncryptionAlgorithm.Aes256,
    };
}
