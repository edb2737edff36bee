using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>SQL Server's own words for what BACKUP and RESTORE refuse; one method a message.</summary>
internal static class StatementErrors
{
    public const string NotFound = "2(The system cannot find the file specified.)";
    public const string PathNotFound = "3(The system cannot find the path specified.)";
    public const string AccessDenied = "5(Access is denied.)";

    public static SqlMessage Terminating(string statement) => new(3013, 16, 1, $"{statement} is terminating abnormally.");

    public static SqlErrorException UnknownDatabase(string name) =>
        Error(911, 16, 11, $"Database '{name}' does not exist. Make sure that the name is entered correctly.");

    public static SqlErrorException PermissionDenied(string statement, string database) =>
        Error(262, 14, 1, $"{statement} permission denied in database '{database}'.");

    public static SqlErrorException InTransaction() =>
        Error(3021, 16, 0, "Cannot perform a backup or restore operation within a transaction.");

    public static SqlErrorException Serialized() => Error(3023, 16, 2,
        "Backup, file manipulation operations (such as ALTER DATABASE ADD FILE) and encryption changes on a database must be serialized. "
        + "Reissue the statement after the current backup or file manipulation operation is completed.");

    public static SqlErrorException OnlyFullOfMaster() => Error(3024, 16, 1,
        "You can only perform a full backup of the master database. Use BACKUP DATABASE to back up the entire master database.");

    public static SqlErrorException Emergency() =>
        Error(3033, 16, 1, "BACKUP DATABASE cannot be used on a database opened in emergency mode.");

    public static SqlErrorException NoDifferentialBase(string database) => Error(3035, 16, 1,
        $"Cannot perform a differential backup for database \"{database}\", because a current database backup does not exist. "
        + "Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option.");

    public static SqlErrorException ZeroLengthDevice() =>
        Error(3044, 16, 1, "Invalid zero-length device name. Reissue the BACKUP statement with a valid device name.");

    public static SqlErrorException TempDb() => Error(3147, 16, 1, "Backup and restore operations are not allowed on database tempdb.");

    public static SqlErrorException UnknownDevice(string name) => Error(3206, 16, 1,
        $"Backup device '{name}' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. "
        + "To create a new backup device use either sp_addumpdevice or SQL Server Management Studio.");

    public static SqlErrorException CannotOpen(string device, string systemError, byte state) =>
        Error(3201, 16, state, $"Cannot open backup device '{device}'. Operating system error {systemError}.");

    public static SqlErrorException WriteFailed(string device, string systemError) =>
        Error(3202, 16, 1, $"Write on \"{device}\" failed: {systemError}");

    public static SqlErrorException EditionLacks(string statement, string option, string edition) =>
        Error(1844, 16, 1, $"{statement} WITH {option} is not supported on {edition}.");

    public static SqlErrorException SimpleRecovery(string statement) => Error(4208, 16, 1,
        $"The statement {statement} is not allowed while the recovery model is SIMPLE. "
        + "Use BACKUP DATABASE or change the recovery model using ALTER DATABASE.");

    public static SqlErrorException LogOfMaster() =>
        Error(4212, 16, 1, "Cannot back up the log of the master database. Use BACKUP DATABASE instead.");

    public static SqlErrorException NoCurrentBackup() =>
        Error(4214, 16, 1, "BACKUP LOG cannot be performed because there is no current database backup.");

    public static SqlErrorException NotExpired(string device, string expires) =>
        Error(4030, 16, 1, $"The medium on device '{device}' expires on {expires} and cannot be overwritten.");

    public static SqlErrorException OtherStructure(string option, string other) => Error(3098, 16, 2,
        $"The backup cannot be performed because '{option}' was requested after the media was formatted with an incompatible structure. "
        + $"To append to this media set, either omit '{option}' or specify '{other}'. Alternatively, you can create a new media set by using WITH FORMAT "
        + "in your BACKUP statement. If you use WITH FORMAT on an existing media set, all its backup sets will be overwritten.");

    public static SqlErrorException DamagedPage(string database, uint page, string file) =>
        Error(3043, 16, 1, $"BACKUP '{database}' detected an error on page (1:{page}) in file '{file}'.");

    public static SqlErrorException Aborted() => Error(3204, 16, 1, "The backup or restore was aborted.");

    /// <summary>Something a SQL Server can do and the stand-in cannot; never to be mistaken for SQL Server's answer.</summary>
    public static SqlErrorException NotInStandIn(string what) =>
        Error(50001, 16, 1, $"The stand-in server does not know {what}. It is a test server, not SQL Server.");

    private static SqlErrorException Error(int number, byte severity, byte state, string text) => new(new SqlMessage(number, severity, state, text));
}
