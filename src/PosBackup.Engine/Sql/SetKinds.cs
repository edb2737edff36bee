using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql;

/// <summary>SQL Server's two spellings of a backup kind.</summary>
internal static class SetKinds
{
    /// <summary>The type column of msdb.dbo.backupset.</summary>
    public static BackupKind OfLetter(string letter) => letter.Trim() switch
    {
        "D" => BackupKind.Full,
        "I" => BackupKind.Differential,
        "L" => BackupKind.Log,
        "F" => BackupKind.File,
        "G" => BackupKind.FileDifferential,
        "P" => BackupKind.Partial,
        "Q" => BackupKind.PartialDifferential,
        _ => BackupKind.Unknown,
    };

    /// <summary>The letter of a kind that we take.</summary>
    public static string Letter(BackupKind kind) => kind switch
    {
        BackupKind.Differential => "I",
        BackupKind.Log => "L",
        _ => "D",
    };

    /// <summary>The BackupType column of RESTORE HEADERONLY.</summary>
    public static BackupKind OfNumber(int number) => number switch
    {
        1 => BackupKind.Full,
        2 => BackupKind.Log,
        4 => BackupKind.File,
        5 => BackupKind.Differential,
        6 => BackupKind.FileDifferential,
        7 => BackupKind.Partial,
        8 => BackupKind.PartialDifferential,
        _ => BackupKind.Unknown,
    };
}
