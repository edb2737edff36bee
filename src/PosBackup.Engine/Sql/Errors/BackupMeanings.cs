using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>What messages mean to one who takes or verifies a backup.</summary>
internal static class BackupMeanings
{
    public static (ErrorCode Code, string? Hint) Of(ServerMessage message) => message.Number switch
    {
        3201 or 3202 or 3203 or 3271 or 3634 or 18204 or 18210 => Device(message),
        3038 or 3044 => (ErrorCode.InvalidOption, "Give a path that the instance's machine accepts."),
        3257 => (ErrorCode.NoSpace, "Free space on the volume, or choose another folder."),
        229 or 262 or 297 or 300 or 916 or 3110 or 15247 => (ErrorCode.InstanceAccessDenied, "Make the login a member of db_backupoperator in the database, or of sysadmin."),
        911 => (ErrorCode.DatabaseNotFound, "Check the name; it may have been dropped or renamed just now."),
        922 or 924 or 926 or 927 or 942 or 945 or 946 or 952 or 954 or 976 or 983 or 3033 or 3036 => (ErrorCode.DatabaseUnavailable, "Bring the database online, then take the backup again."),
        1844 or 1843 or 3097 => (ErrorCode.NotSupportedByEdition, "This edition or version cannot do that; leave compression to auto, and encryption out."),
        33101 or 33111 or 33119 or 15151 or 15208 => (ErrorCode.InvalidOption, "Create the certificate in master, with its private key, not expired; back it up somewhere else as well."),
        3035 or 4214 => (ErrorCode.BackupFailed, "Take a full backup first."),
        4208 => (ErrorCode.BackupFailed, "The recovery model is simple: take a differential or a full."),
        3023 => (ErrorCode.Busy, "Another backup or a file operation works on the database; try again when it is over."),
        605 or 823 or 824 or 825 or 3043 or 3042 or 5243 => (ErrorCode.DatabaseDamaged, "Run DBCC CHECKDB and restore the damaged pages or the database; keep every older backup."),
        3095 or 3098 or 3132 or 3231 or 4037 or 3241 or 3242 or 3243 or 3254 or 3256 or 3287 or 4038 => (ErrorCode.MediaMismatch, "Write to a new file."),
        4030 => (ErrorCode.MediaMismatch, "The sets on the file are still under retention; write to a new file."),
        3183 or 3187 or 3189 => (ErrorCode.BackupSetCorrupt, "Take a new backup now, and check the disk that it was written to."),
        596 or 6005 or 17142 => (ErrorCode.InstanceUnavailable, "The session was killed or the instance is shutting down; take the backup again."),
        0 or -2 or 64 or 121 or 233 or 10053 or 10054 or 10060 when message.Severity >= 20 || message.Number != 0 =>
            (ErrorCode.InstanceUnavailable, "The connection broke; check the instance and the network, then take the backup again."),
        _ => (ErrorCode.BackupFailed, null),
    };

    private static (ErrorCode Code, string? Hint) Device(ServerMessage message) => OsError.In(message.Text) switch
    {
        OsError.DiskFull => (ErrorCode.NoSpace, "Free space on the volume, or choose another folder."),
        OsError.SharingViolation => (ErrorCode.FileAccess, "Another program holds the file open (a virus scanner, a copy job); close it or write to a new file."),
        { } os when OsError.IsDenied(os) => (ErrorCode.FolderNotWritable, "Give the account that the instance runs as the right to modify the folder."),
        { } os when OsError.IsMissingPath(os) => (ErrorCode.FolderNotWritable, "Create the folder on the instance's machine; a mapped drive letter must be given as its \\\\server\\share path."),
        OsError.FileNotFound => (ErrorCode.BackupSetNotFound, "The instance's machine has no such file; paths are those of that machine."),
        _ => (ErrorCode.BackupFailed, "Check the disk or share that the path lies on."),
    };
}
