using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Tests.Sql;

public sealed class MessageTests
{
    private static readonly ServerMessage Success = new(3014, 0, 1, "BACKUP DATABASE successfully processed 330 pages in 0.013 seconds (198.2 MB/sec).");
    private static readonly ServerMessage Terminating = new(3013, 16, 1, "BACKUP DATABASE is terminating abnormally.");

    [Theory]
    [InlineData("10 percent processed.", 10)]
    [InlineData("10por ciento procesado.", 10)]
    [InlineData("已处理百分之 10。", 10)]
    [InlineData("Przetworzono 100 procent.", 100)]
    [InlineData("10 Prozent verarbeitet.", 10)]
    public void LeadingNumber_ReadsProgressInEveryLanguage(string text, double percent) => Assert.Equal(percent, MessageLog.LeadingNumber(text));

    [Theory]
    [InlineData("percent processed.")]
    [InlineData("")]
    [InlineData("1000 percent processed.")]
    public void LeadingNumber_TakesNothingElseForProgress(string text) => Assert.Null(MessageLog.LeadingNumber(text));

    [Fact]
    public void Verdict_IsSuccessOnlyWithTheWordOfSuccess()
    {
        Assert.Null(StatementVerdict.Error([Success], thrown: null, "backup of Shop"));
        Assert.Equal(ErrorCode.BackupFailed, StatementVerdict.Error([], thrown: null, "backup of Shop")!.Code);
    }

    [Fact]
    public void Verdict_IsFailureWhenAnErrorStandsBesideSuccess()
    {
        PosBackupException error = StatementVerdict.Error([Success, new ServerMessage(3201, 16, 1, @"Cannot open backup device 'D:\x'. Operating system error 5(Access is denied.)."), Terminating], thrown: null, "backup of Shop")!;

        Assert.Equal(ErrorCode.FolderNotWritable, error.Code);
        Assert.Contains("(3201)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_IsFailureForADamagedDatabase() =>
        Assert.Equal(ErrorCode.DatabaseDamaged, StatementVerdict.Error([Success, new ServerMessage(3042, 0, 1, "BACKUP WITH CONTINUE_AFTER_ERROR …")], thrown: null, "backup of Shop")!.Code);

    [Fact]
    public void Verdict_IsFailureForAnExceptionBesideSuccess() =>
        Assert.Contains("gone", StatementVerdict.Error([Success], new InvalidOperationException("outer", new IOException("the line is gone")), "backup of Shop")!.Message, StringComparison.Ordinal);

    [Fact]
    public void Main_LooksPastTheFrames()
    {
        ServerMessage cause = new(3202, 16, 1, @"Write on ""D:\x"" failed: 112(There is not enough space on the disk.)");

        Assert.Same(cause, StatementErrors.Main([Terminating, cause]));
        Assert.Same(Terminating, StatementErrors.Main([Success, Terminating]));
    }

    [Theory]
    [InlineData(3201, "Cannot open backup device 'D:\\b\\x.bak'. Operating system error 3(The system cannot find the path specified.).", ErrorCode.FolderNotWritable)]
    [InlineData(3201, "Cannot open backup device 'D:\\b(1)\\x.bak'. Operating system error 5(Access is denied.).", ErrorCode.FolderNotWritable)]
    [InlineData(3201, "No se puede abrir el dispositivo de copia de seguridad 'D:\\x'. Error del sistema operativo 5(Acceso denegado.).", ErrorCode.FolderNotWritable)]
    [InlineData(3201, "Cannot open backup device 'Z:\\x'. Operating system error 53(The network path was not found.).", ErrorCode.FolderNotWritable)]
    [InlineData(3201, "Cannot open backup device 'D:\\x'. Operating system error 32(The process cannot access the file because it is being used by another process.).", ErrorCode.FileAccess)]
    [InlineData(3202, "Write on \"D:\\x\" failed: 112(There is not enough space on the disk.)", ErrorCode.NoSpace)]
    [InlineData(3271, "A nonrecoverable I/O error occurred on file \"D:\\x:\" 112(There is not enough space on the disk.).", ErrorCode.NoSpace)]
    [InlineData(3203, "Read on \"D:\\x\" failed: 1117(The request could not be performed because of an I/O device error.)", ErrorCode.BackupFailed)]
    [InlineData(262, "BACKUP DATABASE permission denied in database 'Shop'.", ErrorCode.InstanceAccessDenied)]
    [InlineData(911, "Database 'Shp' does not exist.", ErrorCode.DatabaseNotFound)]
    [InlineData(942, "Database 'Shop' cannot be opened because it is offline.", ErrorCode.DatabaseUnavailable)]
    [InlineData(927, "Database 'Shop' cannot be opened. It is in the middle of a restore.", ErrorCode.DatabaseUnavailable)]
    [InlineData(3033, "BACKUP DATABASE cannot be used on a database opened in emergency mode.", ErrorCode.DatabaseUnavailable)]
    [InlineData(1844, "BACKUP DATABASE WITH COMPRESSION is not supported on Express Edition (64-bit).", ErrorCode.NotSupportedByEdition)]
    [InlineData(33111, "Cannot find server certificate with thumbprint '0x00'.", ErrorCode.InvalidOption)]
    [InlineData(3043, "BACKUP 'Shop' detected an error on page (1:77) in file 'D:\\Shop.mdf'.", ErrorCode.DatabaseDamaged)]
    [InlineData(3098, "The backup cannot be performed because 'COMPRESSION' was requested after the media was formatted with an incompatible structure.", ErrorCode.MediaMismatch)]
    [InlineData(3132, "The media set has 2 media families but only 1 are provided.", ErrorCode.MediaMismatch)]
    [InlineData(4030, "The medium on device 'D:\\x' expires on Dec 1 2026 and cannot be overwritten.", ErrorCode.MediaMismatch)]
    [InlineData(3189, "Damage to the backup set was detected.", ErrorCode.BackupSetCorrupt)]
    [InlineData(3023, "Backup, file manipulation operations … must be serialized.", ErrorCode.Busy)]
    public void Explain_GivesEachErrorItsReason(int number, string text, ErrorCode code)
    {
        PosBackupException error = StatementErrors.Explain([new ServerMessage(number, 16, 1, text), Terminating], "backup of Shop");

        Assert.Equal(code, error.Code);
        Assert.Equal($"backup of Shop failed: {text} ({number})", error.Message);
        Assert.False(string.IsNullOrEmpty(error.Hint));
    }

    [Theory]
    [InlineData("Operating system error 5(Access is denied.).", 5)]
    [InlineData("操作系统错误 5(拒绝访问。)。", 5)]
    [InlineData("Cannot open backup device 'D:\\b 7(old)\\x'. Operating system error 112(There is not enough space on the disk.).", 112)]
    public void OsError_IsTheLastNumberBeforeABracket(string text, int number) => Assert.Equal(number, OsError.In(text));

    [Fact]
    public void OsError_IsNullWithoutOne() => Assert.Null(OsError.In("Cannot open backup device 'D:\\x7(old)'."));
}
