using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>What listings and msdb call kinds of sets and recovery models.</summary>
internal static class SetKindNames
{
    /// <summary>BackupType of HEADERONLY; null for a kind that is not known.</summary>
    public static object? Number(BackupKind kind) => kind switch
    {
        BackupKind.Full => (byte)1,
        BackupKind.Log => (byte)2,
        BackupKind.File => (byte)4,
        BackupKind.Differential => (byte)5,
        BackupKind.FileDifferential => (byte)6,
        BackupKind.Partial => (byte)7,
        BackupKind.PartialDifferential => (byte)8,
        _ => null,
    };

    /// <summary>BackupTypeDescription of HEADERONLY.</summary>
    public static string? Description(BackupKind kind) => kind switch
    {
        BackupKind.Full => "Database",
        BackupKind.Log => "Transaction Log",
        BackupKind.File => "File or Filegroup",
        BackupKind.Differential => "Database Differential",
        BackupKind.FileDifferential => "File Differential",
        BackupKind.Partial => "Partial",
        BackupKind.PartialDifferential => "Partial Differential",
        _ => null,
    };

    /// <summary>recovery_model of msdb and HEADERONLY.</summary>
    public static string? Text(RecoveryModel model) => model switch
    {
        RecoveryModel.Full => "FULL",
        RecoveryModel.BulkLogged => "BULK-LOGGED",
        RecoveryModel.Simple => "SIMPLE",
        _ => null,
    };
}
