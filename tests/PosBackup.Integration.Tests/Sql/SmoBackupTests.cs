using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>SMO's Backup: its traps, and what it sends.</summary>
public sealed class SmoBackupTests : SmoStatementContract
{
    private static readonly BackupCommand Command = new()
    {
        Database = "o'neil]x",
        Kind = BackupKind.Full,
        Files = [@"D:\it's\x.bak"],
        Name = "o'neil full",
        Description = "d",
    };

    internal override string Verb => "BACKUP DATABASE";

    internal override ushort CurrentCommand => 228;

    internal override SqlMessage Refusal { get; } = new(3201, 16, 1, @"Cannot open backup device 'D:\b\x.bak'. Operating system error 5(Access is denied.).");

    internal override ErrorCode RefusalCode => ErrorCode.FolderNotWritable;

    internal override ErrorCode SilenceCode => ErrorCode.BackupFailed;

    [Fact]
    public async Task Run_SendsOneBackupWithEverythingQuoted()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Completed, null), (outcome.End, outcome.Error));
        Assert.Equal(
            @"BACKUP DATABASE [o'neil]]x] TO  DISK = N'D:\it''s\x.bak' WITH  DESCRIPTION = N'd', NOFORMAT, NOINIT,  NAME = N'o''neil full', NOSKIP, REWIND, NOUNLOAD,  STATS = 1, CHECKSUM",
            Assert.Single(instance.Statements));
    }

    public static TheoryData<string, object> Statements => new()
    {
        { "WITH  DIFFERENTIAL ,", Command with { Kind = BackupKind.Differential } },
        { "BACKUP LOG [o'neil]]x]", Command with { Kind = BackupKind.Log } },
        { "WITH  COPY_ONLY,", Command with { CopyOnly = true } },
        { ", INIT,", Command with { Overwrite = true } },
        { ", COMPRESSION,", Command with { Compress = true } },
        { ", NO_COMPRESSION,", Command with { Compress = false } },
        { @"TO  DISK = N'D:\a.bak',  DISK = N'E:\b.bak' WITH", Command with { Files = [@"D:\a.bak", @"E:\b.bak"] } },
        { "RETAINDAYS = 14,", Command with { RetainDays = 14 } },
        { "BLOCKSIZE = 65536,  BUFFERCOUNT = 50,  MAXTRANSFERSIZE = 4194304,", Command with { BlockSize = 65536, BufferCount = 50, MaxTransferSize = 4194304 } },
        { "ENCRYPTION(ALGORITHM = AES_256, SERVER CERTIFICATE = [Bk]]Cert])", Command with { Encryption = new BackupEncryption("Bk]Cert") } },
        { "ENCRYPTION(ALGORITHM = AES_128, ", Command with { Encryption = new BackupEncryption("C", EncryptionAlgorithm.Aes128) } },
        { "ENCRYPTION(ALGORITHM = AES_192, ", Command with { Encryption = new BackupEncryption("C", EncryptionAlgorithm.Aes192) } },
        { "ENCRYPTION(ALGORITHM = TRIPLE_DES_3KEY, ", Command with { Encryption = new BackupEncryption("C", EncryptionAlgorithm.TripleDes) } },
    };

    [Theory]
    [MemberData(nameof(Statements), DisableDiscoveryEnumeration = true)]
    public async Task Run_SendsEveryOption(string part, object command)
    {
        await using var instance = ScriptedInstance.Saying(Success);

        await RunAsync(instance, (BackupCommand)command);

        string sent = Assert.Single(instance.Statements);
        Assert.Contains(part, sent, StringComparison.Ordinal);
        Assert.DoesNotContain(", ,", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LeavesChecksumOutOnlyWhenTold()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        await RunAsync(instance, Command with { Checksum = false });

        Assert.DoesNotContain("CHECKSUM", Assert.Single(instance.Statements), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailsForABackupOfADamagedDatabase()
    {
        await using var instance = ScriptedInstance.Saying(Success, new SqlMessage(3042, 0, 1, "BACKUP WITH CONTINUE_AFTER_ERROR successfully generated a backup of the damaged database."));

        Assert.Equal(ErrorCode.DatabaseDamaged, (await RunAsync(instance)).Error?.Code);
    }

    [Fact]
    public async Task Run_SeesAFileGrowWhereTheRequestIsHidden()
    {
        long length = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            await enough.Task;
            response.Info(Success);
            response.Done(command: CurrentCommand, rowCount: null);
        });

        StatementOutcome outcome = await new SmoBackup(TimeProvider.System).RunAsync(
            instance.Options,
            Command,
            TimeSpan.FromSeconds(1),
            static _ => { },
            () =>
            {
                if (++length == 15)
                    enough.SetResult();
                return length;
            },
            CancellationToken.None);

        Assert.Equal(StatementEnd.Completed, outcome.End);
    }

    internal override Task<StatementOutcome> RunAsync(ScriptedInstance instance, TimeSpan stallTimeout, Action<double> progressed, CancellationToken cancellationToken) =>
        new SmoBackup(TimeProvider.System).RunAsync(instance.Options, Command, stallTimeout, progressed, () => null, cancellationToken);

    private static Task<StatementOutcome> RunAsync(ScriptedInstance instance, BackupCommand command) =>
        new SmoBackup(TimeProvider.System).RunAsync(instance.Options, command, TimeSpan.FromMinutes(10), static _ => { }, () => null, CancellationToken.None);
}
