using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What RESTORE says when it refuses or breaks off, about media and statement.</summary>
internal static class RestoreErrors
{
    public const string EndOfFile = "38(Reached the end of the file.)";

    public static SqlErrorException ListingDenied() => new(new SqlMessage(262, 14, 1, "CREATE DATABASE permission denied in database 'master'."));

    public static SqlErrorException RestoreDenied(string database) =>
        new(new SqlMessage(3110, 14, 1, $"User does not have permission to RESTORE database '{database}'."));

    public static SqlErrorException ReadFailed(string device, string reason) => Error(3203, 1, $"Read on \"{device}\" failed: {reason}");

    public static SqlErrorException IncorrectlyFormed(string device) =>
        Error(3241, 0, $"The media family on device '{device}' is incorrectly formed. SQL Server cannot process this media family.");

    public static SqlErrorException NotTapeFormat(string device) =>
        Error(3242, 1, $"The file on device '{device}' is not a valid Microsoft Tape Format backup set.");

    public static SqlErrorException Empty(string device) => Error(3254, 1, $"The volume on device '{device}' is empty.");

    public static SqlErrorException Incomplete(string device) => Error(3256, 1,
        $"The backup set on device '{device}' was terminated while it was being created and is incomplete. RESTORE sequence is terminated abnormally.");

    public static SqlErrorException NoSuchSet(int position, string device) =>
        Error(3287, 1, string.Create(CultureInfo.InvariantCulture, $"The file ID {position} on device '{device}' is incorrectly formed and can not be read."));

    public static SqlErrorException StripesMissing(int families, int given) => Error(3132, 1,
        string.Create(CultureInfo.InvariantCulture, $"The media set has {families} media families but only {given} are provided. All members must be provided."));

    public static SqlErrorException TooManyStripes(string device, int families, int given) => Error(3231, 1,
        string.Create(CultureInfo.InvariantCulture, $"The media loaded on \"{device}\" is formatted to support {families} media families, but {given} media families are expected according to the backup device specification."));

    public static SqlErrorException StripeTwice(string device, int stripe, string first) => Error(3227, 1,
        string.Create(CultureInfo.InvariantCulture, $"The backup media on \"{device}\" is part of media family {stripe} which has already been processed on \"{first}\". Ensure that backup devices are correctly specified. For tape devices, ensure that the correct volumes are loaded."));

    public static SqlErrorException OtherMediaSet(string device) => Error(3258, 1,
        $"The volume on the device \"{device}\" is not part of the media set that is currently being processed. Ensure that the backup devices are loaded with the correct media.");

    public static SqlErrorException OtherMediaName(string given, string name, string device) =>
        Error(4037, 1, $"The user-specified MEDIANAME \"{given}\" does not match the MEDIANAME \"{name}\" of the device \"{device}\".");

    public static SqlErrorException BadMark() => Error(4334, 1, "The named mark does not identify a valid LSN.");

    public static SqlErrorException BadMoment() => Error(241, 1, "Conversion failed when converting date and/or time from character string.");

    public static SqlErrorException DamagedPage(int fileId, uint page, string database) => Error(3183, 1,
        string.Create(CultureInfo.InvariantCulture, $"RESTORE detected an error on page ({fileId}:{page}) in database \"{database}\" as read from the backup set."));

    public static SqlErrorException NoChecksums() => Error(3187, 1,
        "RESTORE WITH CHECKSUM cannot be specified because the backup set does not contain checksum information.");

    public static SqlErrorException Damaged() => Error(3189, 1, "Damage to the backup set was detected.");

    public static SqlErrorException InUse() => Error(3101, 1, "Exclusive access could not be obtained because the database is in use.");

    public static SqlErrorException InUseBySession(string database) => Error(3102, 1,
        $"RESTORE cannot process database '{database}' because it is in use by this session. It is recommended that the master database be used when performing this operation.");

    public static SqlErrorException MasterNeedsSingleUser() => Error(3108, 1,
        "To restore the master database, the server must be running in single-user mode. For information on starting in single-user mode, see \"How to: Start an Instance of SQL Server (sqlservr.exe)\" in Books Online.");

    public static SqlErrorException AlreadyRecovered() => Error(3153, 2, "The database is already fully recovered.");

    public static SqlErrorException NeverRestored() => Error(4333, 1, "The database cannot be recovered because the log was not restored.");

    public static SqlErrorException BadStandbyFile() => Error(3170, 1, "The STANDBY filename is invalid.");

    public static SqlErrorException StopTooEarly() => Error(4335, 1,
        "The specified STOPAT time is too early. All or part of the database is already rolled forward beyond that point.");

    public static SqlErrorException StopBeforeSet() => Error(4338, 1,
        "The STOPAT clause specifies a point too early to allow this backup set to be restored. Choose a different stop point or use RESTORE DATABASE WITH RECOVERY to recover at the current point.");

    internal static SqlErrorException Error(int number, byte state, string text) => new(Of(number, state, text));

    internal static SqlMessage Of(int number, byte state, string text) => new(number, 16, state, text);
}
