using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What RESTORE says when a set does not fit the database, its state, or the files it would go to.</summary>
internal static class PlanningErrors
{
    public static SqlErrorException NotRestoring() => Error(3117, 1,
        "The log or differential backup cannot be restored because no files are ready to rollforward.");

    public static SqlErrorException NothingToRollForward(string database) => Error(3118, 1,
        $"The database \"{database}\" does not exist. RESTORE can only create a database when restoring either a full backup or a file backup of the primary file.");

    public static SqlMessage PlanningFailed() => Of(3119, 1, "Problems were identified while planning for the RESTORE statement. Previous messages provide details.");

    public static SqlErrorException OtherKind(string device, string madeBy) =>
        Error(3135, 2, $"The backup set in file '{device}' was created by {madeBy} and cannot be used for this restore operation.");

    public static SqlErrorException OtherBase() => Error(3136, 1,
        "This differential backup cannot be restored because the database has not been restored to the correct earlier state.");

    public static SqlErrorException OtherName(string inSet, string existing) => Error(3141, 1,
        $"The database to be restored was named '{inSet}'. Reissue the statement using the WITH REPLACE option to overwrite the '{existing}' database.");

    public static SqlMessage FileExists(string name, string path) => Of(3142, 1,
        $"File \"{name}\" cannot be restored over the existing \"{path}\". Reissue the RESTORE statement using WITH REPLACE to overwrite pre-existing files, or WITH MOVE to identify an alternate location.");

    public static SqlErrorException OtherDatabase(string existing) =>
        Error(3154, 4, $"The backup set holds a backup of a database other than the existing '{existing}' database.");

    public static SqlMessage CannotBeRestoredTo(string name, string path, byte state) =>
        Of(3156, state, $"File '{name}' cannot be restored to '{path}'. Use WITH MOVE to identify a valid location for the file.");

    public static SqlMessage FileInUse(string path, string database) =>
        Of(1834, 1, $"The file '{path}' cannot be overwritten.  It is being used by database '{database}'.");

    public static SqlMessage NoDirectory(string path) =>
        Of(5133, 1, $"Directory lookup for the file \"{path}\" failed with the operating system error 3(The system cannot find the path specified.).");

    public static SqlErrorException TailNotBackedUp(string database) => Error(3159, 1,
        $"The tail of the log for the database \"{database}\" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log.");

    public static SqlErrorException ClaimedTwice(string path, string first, int firstId, string second, int secondId) => Error(3176, 1,
        string.Create(CultureInfo.InvariantCulture, $"File '{path}' is claimed by '{first}'({firstId}) and '{second}'({secondId}). The WITH MOVE clause can be used to relocate one or more files."));

    public static SqlErrorException NewerVersion(BackupSet set, ServerIdentity server) => Error(3169, 1,
        (server.ProductVersion.Major >= 15
            ? string.Create(CultureInfo.InvariantCulture, $"The database was backed up on a server running database version {set.DatabaseVersion}. That version is incompatible with this server, which supports version {server.Release.DatabaseVersion}.")
            : $"The database was backed up on a server running version {Text(set.SoftwareVersion)}. That version is incompatible with this server, which is running version {Text(server.ProductVersion)}.")
        + " Either restore the database on a server that supports the backup, or use a backup that is compatible with this server.");

    public static SqlErrorException StandbyNeedsUpgrade() => Error(3180, 1,
        "This backup cannot be restored using WITH STANDBY because a database upgrade is needed. Reissue the RESTORE without WITH STANDBY.");

    public static SqlErrorException WasDamaged() => Error(3182, 2,
        "The backup set cannot be restored because the database was damaged when the backup occurred. Salvage attempts may exploit WITH CONTINUE_AFTER_ERROR.");

    public static SqlErrorException NotAFile(string logicalName, string database) => Error(3234, 2,
        $"Logical file '{logicalName}' is not part of database '{database}'. Use RESTORE FILELISTONLY to list the logical file names.");

    public static SqlMessage NoSpace(string volume, long required, long available) => Of(3257, 1,
        string.Create(CultureInfo.InvariantCulture, $"There is insufficient free space on disk volume '{volume}' to create the database. The database requires {required} additional free bytes, while only {available} bytes are available."));

    public static SqlErrorException TooRecent(Lsn first, Lsn reached) => Error(4305, 1,
        $"The log in this backup set begins at LSN {first}, which is too recent to apply to the database. An earlier log backup that includes LSN {reached} can be restored.");

    public static SqlErrorException Interrupted(string file) => Error(4319, 3,
        $"A previous restore operation was interrupted and did not complete processing on file '{file}'. Either restore the backup set that was interrupted or restart the restore sequence.");

    public static SqlErrorException TooEarly(Lsn last, Lsn reached) => Error(4326, 1,
        $"The log in this backup set terminates at LSN {last}, which is too early to apply to the database. A more recent log backup that includes LSN {reached} can be restored.");

    public static SqlErrorException OtherFork() => Error(4330, 1,
        "This backup set cannot be applied because it is on a recovery path that is inconsistent with the database. The recovery path is the sequence of data and log backups that have brought the database to a particular recovery point. Find a compatible backup to restore, or restore the rest of the database to match a recovery point within this backup set, which will restore the database to a different point in time.  For more information about recovery paths, see SQL Server Books Online.");

    private static string Text(Version version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Major:00}.{version.Minor:00}.{version.Build:0000}");

    private static SqlErrorException Error(int number, byte state, string text) => RestoreErrors.Error(number, state, text);

    private static SqlMessage Of(int number, byte state, string text) => RestoreErrors.Of(number, state, text);
}
