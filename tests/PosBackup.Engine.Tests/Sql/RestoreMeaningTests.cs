using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Tests.Sql;

public sealed class RestoreMeaningTests
{
    private static readonly ServerMessage Terminating = new(3013, 16, 1, "RESTORE DATABASE is terminating abnormally.");

    [Theory]
    [InlineData(3101, "Exclusive access could not be obtained because the database is in use.", ErrorCode.DatabaseInUse)]
    [InlineData(3102, "RESTORE cannot process database 'Shop' because it is in use by this session.", ErrorCode.DatabaseInUse)]
    [InlineData(3117, "The log or differential backup cannot be restored because no files are ready to rollforward.", ErrorCode.ChainBroken)]
    [InlineData(3118, "The database \"Shop\" does not exist.", ErrorCode.ChainBroken)]
    [InlineData(3136, "This differential backup cannot be restored because the database has not been restored to the correct earlier state.", ErrorCode.ChainBroken)]
    [InlineData(4305, "The log in this backup set begins at LSN 2, which is too recent to apply to the database.", ErrorCode.ChainBroken)]
    [InlineData(4326, "The log in this backup set terminates at LSN 1, which is too early to apply to the database.", ErrorCode.ChainBroken)]
    [InlineData(4330, "This backup set cannot be applied because it is on a recovery path that is inconsistent with the database.", ErrorCode.ChainBroken)]
    [InlineData(3141, "The database to be restored was named 'Till'.", ErrorCode.DatabaseExists)]
    [InlineData(3154, "The backup set holds a backup of a database other than the existing 'Shop' database.", ErrorCode.DatabaseExists)]
    [InlineData(3142, "File \"Shop\" cannot be restored over the existing \"D:\\Shop.mdf\".", ErrorCode.DatabaseExists)]
    [InlineData(1834, "The file 'D:\\Shop.mdf' cannot be overwritten.  It is being used by database 'Shop'.", ErrorCode.DatabaseExists)]
    [InlineData(3159, "The tail of the log for the database \"Shop\" has not been backed up.", ErrorCode.DatabaseExists)]
    [InlineData(3156, "File 'Shop' cannot be restored to 'D:\\Shop.mdf'.", ErrorCode.FolderNotWritable)]
    [InlineData(5133, "Directory lookup for the file \"D:\\x\\Shop.mdf\" failed with the operating system error 3(The system cannot find the path specified.).", ErrorCode.FolderNotWritable)]
    [InlineData(3634, "The operating system returned the error '5(Access is denied.)' while attempting 'RestoreContainer::ValidateTargetForCreation' on 'D:\\x.mdf'.", ErrorCode.FolderNotWritable)]
    [InlineData(3169, "The database was backed up on a server running database version 957.", ErrorCode.VersionTooNew)]
    [InlineData(3234, "Logical file 'x' is not part of database 'Shop'.", ErrorCode.InvalidOption)]
    [InlineData(3257, "There is insufficient free space on disk volume 'D:\\' to create the database.", ErrorCode.NoSpace)]
    [InlineData(4335, "The specified STOPAT time is too early.", ErrorCode.InvalidOption)]
    [InlineData(4338, "The STOPAT clause specifies a point too early to allow this backup set to be restored.", ErrorCode.InvalidOption)]
    [InlineData(3153, "The database is already fully recovered.", ErrorCode.RestoreFailed)]
    [InlineData(3201, "Cannot open backup device 'D:\\x.bak'. Operating system error 2(The system cannot find the file specified.).", ErrorCode.BackupSetNotFound)]
    [InlineData(3201, "Cannot open backup device 'D:\\x.bak'. Operating system error 5(Access is denied.).", ErrorCode.FileAccess)]
    [InlineData(3203, "Read on \"D:\\x.bak\" failed: 38(Reached the end of the file.)", ErrorCode.BackupSetCorrupt)]
    [InlineData(3189, "Damage to the backup set was detected.", ErrorCode.BackupSetCorrupt)]
    [InlineData(33111, "Cannot find server certificate with thumbprint '0x00'.", ErrorCode.InvalidOption)]
    [InlineData(3110, "User does not have permission to RESTORE database 'Shop'.", ErrorCode.InstanceAccessDenied)]
    [InlineData(596, "Cannot continue the execution because the session is in the kill state.", ErrorCode.InstanceUnavailable)]
    public void Explain_GivesEachErrorOfARestoreItsReasonAndNeverAsksForTheBackupAgain(int number, string text, ErrorCode code)
    {
        PosBackupException error = StatementErrors.Explain([new ServerMessage(number, 16, 1, text), Terminating], "restore of Shop", purpose: StatementPurpose.Restore);

        Assert.Equal(code, error.Code);
        Assert.Equal($"restore of Shop failed: {text} ({number})", error.Message);
        Assert.NotNull(error.Hint);
        Assert.DoesNotContain("take the backup again", error.Hint, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("new backup", error.Hint, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Explain_KeepsTheTextOfAnErrorThatItDoesNotKnow()
    {
        PosBackupException error = StatementErrors.Explain([new ServerMessage(39999, 16, 1, "Something new."), Terminating], "restore of Shop", purpose: StatementPurpose.Restore);

        Assert.Equal((ErrorCode.RestoreFailed, "restore of Shop failed: Something new. (39999)"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData(@"D:\Data\Shop", 20L)]
    [InlineData(@"d:/mounted/shop", 30L)]
    [InlineData(@"D:\mountedtoo", 20L)]
    [InlineData(@"D:\", 20L)]
    [InlineData(@"E:\x", null)]
    [InlineData(@"\\nas\share", null)]
    [InlineData("/var/opt/mssql/data", null)]
    public void VolumeSpace_TakesTheVolumeThatHoldsAFolderMostClosely(string folder, long? free) =>
        Assert.Equal(free, new VolumeSpace([(@"C:\", 10), (@"D:\", 20), (@"D:\Mounted\", 30)]).FreeBytes(folder));

    [Theory]
    [InlineData("/var/opt/mssql/data", 2L)]
    [InlineData("/var/optional", 1L)]
    public void VolumeSpace_KnowsUnixMounts(string folder, long free) =>
        Assert.Equal(free, new VolumeSpace([("/", 1), ("/var/opt", 2)]).FreeBytes(folder));

    [Theory]
    [InlineData("NUL", 2, true, false)]
    [InlineData("nul:", 2, true, false)]
    [InlineData(@"D:\Shop.bak", 2, false, true)]
    [InlineData(@"D:\dump.bak", 102, false, true)]
    [InlineData("{0A1B}1", 7, false, false)]
    [InlineData("https://account/shop.bak", 9, false, false)]
    public void RecordedDevice_TellsFilesFromWhatIsNoFile(string name, int kind, bool isNul, bool isFile)
    {
        var device = new RecordedDevice(name, kind);

        Assert.Equal((isNul, isFile), (device.IsNul, device.IsFile));
    }
}
