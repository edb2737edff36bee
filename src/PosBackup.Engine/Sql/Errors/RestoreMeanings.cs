using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>What messages mean to one who restores. Nothing here says that a backup is to be taken again: the one that there is may be the last.</summary>
internal static class RestoreMeanings
{
    private const string OtherFolder = "Free space on the volume, or restore the files to another one.";

    public static (ErrorCode Code, string? Hint) Of(ServerMessage message) =>
        OfChain(message.Number) ?? OfTarget(message.Number) ?? OfMedia(message) ?? OfInstance(message) ?? (ErrorCode.RestoreFailed, null);

    /// <summary>Sets that do not follow on what has been restored.</summary>
    private static (ErrorCode Code, string? Hint)? OfChain(int number) => number switch
    {
        3117 => (ErrorCode.ChainBroken, "The database is not waiting for more. Begin again with the full backup without recovery, then the differential, then the logs in their order."),
        3118 => (ErrorCode.ChainBroken, "There is no database of that name yet: begin with a full backup."),
        3136 => (ErrorCode.ChainBroken, "This differential stands on another full backup. Restore the full that it names as its base first, without recovery."),
        4305 => (ErrorCode.ChainBroken, "A log backup between is missing. Find the one that begins earlier; without it the database can be recovered only up to here."),
        4326 => (ErrorCode.ChainBroken, "The database is beyond this log backup already. Leave it out and go on with the next one."),
        4330 => (ErrorCode.ChainBroken, "The set was made on another recovery path: the database was restored to an earlier moment in between. Take sets of one path only."),
        4318 or 4319 or 4333 => (ErrorCode.ChainBroken, "An earlier restore was left unfinished. Begin again with the full backup."),
        3135 => (ErrorCode.ChainBroken, "The set is of another kind. Choose the set of the right kind, by its position in the file."),
        4335 or 4338 => (ErrorCode.InvalidOption, "The moment lies before the end of this backup. Choose a later moment, or begin with an older full backup."),
        4334 => (ErrorCode.InvalidOption, "No log that was restored has this mark; check its name."),
        3153 => (ErrorCode.RestoreFailed, "The database is online already: there is nothing left to recover."),
        _ => null,
    };

    /// <summary>A place where something else stands.</summary>
    private static (ErrorCode Code, string? Hint)? OfTarget(int number) => number switch
    {
        3101 or 3102 or 924 or 3702 or 5061 or 5064 or 5070 or 1222 => (ErrorCode.DatabaseInUse, "Close the programs that work in the database (tills, back office), or let the restore end their connections."),
        3141 or 3154 or 3155 => (ErrorCode.DatabaseExists, "Another database has this name. Restore under a new name; only if that one is not needed any more, with replace."),
        1834 or 3142 => (ErrorCode.DatabaseExists, "A file of another database stands there. Restore the files to another folder; the other database stays as it is."),
        3159 => (ErrorCode.DatabaseExists, "The newest changes of the database are in no backup yet. Take a tail-log backup first; only if they are not needed, restore with replace."),
        3176 => (ErrorCode.InvalidOption, "Two files of the database were sent to one path; give each a path of its own."),
        3234 => (ErrorCode.InvalidOption, "The set has no file of that logical name; posbackup inspect lists those that it has."),
        3170 => (ErrorCode.InvalidOption, "Give a standby file in a folder that the instance's machine has."),
        911 or 5011 or 3701 => (ErrorCode.DatabaseNotFound, "Check the name, and that the login may alter the database."),
        922 or 926 or 927 or 942 or 945 or 946 or 3167 => (ErrorCode.DatabaseUnavailable, "The database could not be opened. Its backups are untouched: look into the instance's error log, then begin again with the full backup."),
        3257 or 1105 or 9002 => (ErrorCode.NoSpace, OtherFolder),
        3156 or 5105 or 5110 or 5118 or 5135 => (ErrorCode.FolderNotWritable, "Restore the files to a folder on a local disk of the instance's machine."),
        _ => null,
    };

    /// <summary>Backups that cannot be read.</summary>
    private static (ErrorCode Code, string? Hint)? OfMedia(ServerMessage message) => message.Number switch
    {
        3201 or 3202 or 3203 or 3271 or 3634 or 5120 or 5123 or 5133 or 18204 or 18210 => Device(message),
        3169 => (ErrorCode.VersionTooNew, "Restore on an instance of that version or a newer one. Newer versions read backups of older ones, never the other way."),
        3182 or 3183 or 3189 => (ErrorCode.BackupSetCorrupt, "This backup is damaged. Try its copies, then an older backup; keep the file."),
        3187 => (ErrorCode.InvalidOption, "The backup was made without checksums: restore it without asking for them."),
        3256 => (ErrorCode.BackupSetCorrupt, "This backup was cut off while it was taken. Use the one before it."),
        3241 or 3242 or 3243 => (ErrorCode.MediaMismatch, "The file is no backup that this instance can read: another kind of file, damaged, or of a newer version. posbackup inspect tells which."),
        3132 or 3227 or 3231 or 3258 or 4037 => (ErrorCode.MediaMismatch, "Name all files that were written together, each once and no other."),
        3254 or 3287 or 4038 => (ErrorCode.BackupSetNotFound, "The file has no set at that position; posbackup inspect lists those that it has."),
        33101 or 33111 or 33119 or 15151 or 15208 => (ErrorCode.InvalidOption, "The backup is encrypted. Restore its certificate with the private key into master first (CREATE CERTIFICATE … FROM FILE …)."),
        _ => null,
    };

    /// <summary>What the instance does not let us do.</summary>
    private static (ErrorCode Code, string? Hint)? OfInstance(ServerMessage message) => message.Number switch
    {
        229 or 262 or 297 or 300 or 916 or 3110 or 15247 => (ErrorCode.InstanceAccessDenied, "Restoring needs a login that is a member of dbcreator, or of sysadmin."),
        905 or 909 or 1827 or 3180 or 33117 => (ErrorCode.NotSupportedByEdition, "This edition or version cannot hold the database so; restore without standby, or on the edition that the backup comes from."),
        3023 => (ErrorCode.DatabaseInUse, "A backup or another file operation works on the database; try again when it is over."),
        3108 or 3147 => (ErrorCode.NotSupportedByEdition, "This is a system database: master is restored only while the instance runs in single-user mode, tempdb never."),
        605 or 823 or 824 or 825 or 5243 => (ErrorCode.DatabaseDamaged, "Check the disk that the database was restored to; restore to another one."),
        596 or 6005 or 17142 => (ErrorCode.InstanceUnavailable, "The session was killed or the instance is shutting down. The database is left restoring: run the restore again."),
        0 or -2 or 64 or 121 or 233 or 10053 or 10054 or 10060 when message.Severity >= 20 || message.Number != 0 =>
            (ErrorCode.InstanceUnavailable, "The connection broke. The database may be left restoring: check the instance and the network, then run the restore again."),
        _ => null,
    };

    private static (ErrorCode Code, string? Hint) Device(ServerMessage message)
    {
        bool isBackup = message.Number is 3201 or 3203;
        return OsError.In(message.Text) switch
        {
            OsError.DiskFull => (ErrorCode.NoSpace, OtherFolder),
            OsError.SharingViolation => (ErrorCode.FileAccess, "Another program holds the file open (a virus scanner, a copy job); close it and run the restore again."),
            OsError.EndOfFile or OsError.BadSector => (ErrorCode.BackupSetCorrupt, "The backup is cut off or its disk is failing. Try its copies, then an older backup; keep the file."),
            OsError.FileNotFound when isBackup => (ErrorCode.BackupSetNotFound, "The instance's machine has no such file; paths are those of that machine."),
            { } os when OsError.IsMissingPath(os) && isBackup => (ErrorCode.BackupSetNotFound, "The instance's machine does not see this path; a mapped drive letter must be given as its \\\\server\\share path."),
            { } os when OsError.IsMissingPath(os) || os == OsError.FileNotFound => (ErrorCode.FolderNotWritable, "Create the folder on the instance's machine, or restore the files to another one."),
            { } os when OsError.IsDenied(os) && isBackup => (ErrorCode.FileAccess, "Give the account that the instance runs as the right to read the backup."),
            { } os when OsError.IsDenied(os) => (ErrorCode.FolderNotWritable, "Give the account that the instance runs as the right to modify the folder."),
            _ => (ErrorCode.RestoreFailed, "Check the disk or share that the path lies on."),
        };
    }
}
