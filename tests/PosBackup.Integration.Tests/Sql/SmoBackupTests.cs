using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>Each trap of SMO's Backup, sprung by a server that gives the answer it is set for.</summary>
public sealed class SmoBackupTests
{
    private static readonly SqlMessage Success = new(3014, 0, 1, "BACKUP DATABASE successfully processed 330 pages in 0.013 seconds (198.2 MB/sec).");
    private static readonly SqlMessage Denied = new(3201, 16, 1, @"Cannot open backup device 'D:\b\x.bak'. Operating system error 5(Access is denied.).");
    private static readonly SqlMessage Terminating = new(3013, 16, 1, "BACKUP DATABASE is terminating abnormally.");

    private static readonly BackupCommand Command = new()
    {
        Database = "o'neil]x",
        Kind = BackupKind.Full,
        Files = [@"D:\it's\x.bak"],
        Name = "o'neil full",
        Description = "d",
    };

    private readonly ConcurrentQueue<double> _progress = [];

    [Fact]
    public async Task Run_SendsOneBackupWithEverythingQuoted()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        StatementOutcome outcome = await RunAsync(instance, Command);

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
    public async Task Run_AsksForEnglishAndNeverPools()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        await RunAsync(instance, Command);
        await RunAsync(instance, Command);

        Assert.All(instance.Sessions, session => Assert.Equal("us_english", session.Language));
        Assert.Equal(2, instance.Sessions.Count);
        Assert.All(instance.Sessions, session => Assert.Empty(session.Notes));
    }

    [Fact]
    public async Task Run_KeepsTheNumberOfAnErrorOfClass16()
    {
        await using var instance = ScriptedInstance.Saying(Denied, Terminating);

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.FolderNotWritable), (outcome.End, outcome.Error?.Code));
        Assert.Equal([3201, 3013], outcome.Messages.Select(message => message.Number));
    }

    [Fact]
    public async Task Run_KeepsTheNumberOfAnErrorOfClass17()
    {
        await using var instance = ScriptedInstance.Saying(new SqlMessage(1105, 17, 2, "Could not allocate space."), Terminating);

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal(StatementEnd.Failed, outcome.End);
        Assert.Contains("(1105)", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SurvivesAnErrorThatClosesTheConnection()
    {
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Error(new SqlMessage(824, 24, 2, "SQL Server detected a logical consistency-based I/O error: incorrect checksum."));
            response.Done(command: 228, rowCount: null, error: true);
            await response.FlushAsync();
            response.DropConnection();
        });

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.DatabaseDamaged), (outcome.End, outcome.Error?.Code));
        Assert.Single(instance.Statements);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_FailsWhenAnErrorStandsBesideTheWordOfSuccess(bool before)
    {
        await using var instance = before ? ScriptedInstance.Saying(Denied, Success) : ScriptedInstance.Saying(Success, Denied);

        Assert.Equal(StatementEnd.Failed, (await RunAsync(instance, Command)).End);
    }

    [Fact]
    public async Task Run_FailsWithoutTheWordOfSuccess()
    {
        await using var instance = ScriptedInstance.Saying();

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.BackupFailed), (outcome.End, outcome.Error?.Code));
        Assert.Contains("3014", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailsForABackupOfADamagedDatabase()
    {
        await using var instance = ScriptedInstance.Saying(Success, new SqlMessage(3042, 0, 1, "BACKUP WITH CONTINUE_AFTER_ERROR successfully generated a backup of the damaged database."));

        Assert.Equal(ErrorCode.DatabaseDamaged, (await RunAsync(instance, Command)).Error?.Code);
    }

    [Theory]
    [InlineData("{0} percent processed.")]
    [InlineData("{0}por ciento procesado.")]
    [InlineData("已处理百分之 {0}。")]
    [InlineData("Przetworzono {0} procent.")]
    public async Task Run_TellsProgressLiveInEveryLanguage(string text)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Info(new SqlMessage(3211, 0, 1, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, 40)));
            response.Done(command: 228, rowCount: null);
            await response.FlushAsync();

            // Ends only when the client has heard of it: nothing is held back until the end.
            await heard.Task;
            response.Info(Success);
            response.Done(command: 228, rowCount: null);
        });

        StatementOutcome outcome = await new SmoBackup(TimeProvider.System).RunAsync(
            instance.Options,
            Command,
            TimeSpan.FromMinutes(10),
            percent =>
            {
                _progress.Enqueue(percent);
                heard.TrySetResult();
            },
            () => null,
            CancellationToken.None);

        Assert.Equal(StatementEnd.Completed, outcome.End);
        Assert.Equal([40], _progress);
        Assert.DoesNotContain(outcome.Messages, message => message.Number == 3211);
    }

    [Fact]
    public async Task Run_SendsBackupOnceThoughTheConnectionIsLost()
    {
        await using var instance = ScriptedInstance.Start((_, response, _) =>
        {
            response.DropConnection();
            return Task.CompletedTask;
        });

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.InstanceUnavailable), (outcome.End, outcome.Error?.Code));
        Assert.Single(instance.Statements);
        Assert.Single(instance.Sessions);
    }

    [Fact]
    public async Task Run_SendsBackupOnceThoughTheSessionIsKilled()
    {
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Error(new SqlMessage(596, 21, 1, "Cannot continue the execution because the session is in the kill state."));
            response.Done(command: 228, rowCount: null, error: true);
            await response.FlushAsync();
            response.DropConnection();
        });

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.InstanceUnavailable), (outcome.End, outcome.Error?.Code));
        Assert.Single(instance.Statements);
    }

    [Fact]
    public async Task Run_CancelsOnTheServer()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool wasAborted = false;
        await using var instance = ScriptedInstance.Start(async (_, response, attention) =>
        {
            began.SetResult();
            await using CancellationTokenRegistration registration = attention.Register(() => wasAborted = true);
            await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            response.Error(new SqlMessage(3204, 16, 1, "The backup or restore was aborted."));
            response.Error(Terminating);
        });
        using var cancel = new CancellationTokenSource();

        Task<StatementOutcome> running = RunAsync(instance, Command, cancellationToken: cancel.Token);
        await began.Task;
        await cancel.CancelAsync();
        StatementOutcome outcome = await running;

        Assert.Equal((StatementEnd.Cancelled, ErrorCode.Cancelled), (outcome.End, outcome.Error?.Code));
        Assert.True(wasAborted);
        Assert.Single(instance.Statements);
    }

    [Fact]
    public async Task Run_CountsABackupThatFinishedBeforeTheCancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            await cancel.CancelAsync();
            response.Info(Success);
            response.Done(command: 228, rowCount: null);
        });

        Assert.Equal(StatementEnd.Completed, (await RunAsync(instance, Command, cancellationToken: cancel.Token)).End);
    }

    [Fact]
    public async Task Run_BreaksOffWhatStandsStill()
    {
        await using var instance = ScriptedInstance.Start(Hang, (_, response, _) =>
        {
            ScriptedInstance.Progress(response, percent: 10, cpuTime: 7);
            return Task.CompletedTask;
        });

        StatementOutcome outcome = await RunAsync(instance, Command, stallTimeout: TimeSpan.FromSeconds(1));

        Assert.Equal((StatementEnd.Stalled, ErrorCode.Stalled), (outcome.End, outcome.Error?.Code));
        Assert.Contains("BACKUPIO", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Single(instance.Statements);
    }

    [Fact]
    public async Task Run_LetsASlowBackupRunForeverAsLongAsItMoves()
    {
        int looks = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(
            async (_, response, _) =>
            {
                await enough.Task;
                response.Info(Success);
                response.Done(command: 228, rowCount: null);
            },
            (_, response, _) =>
            {
                // Twenty looks are twice the stall limit.
                if (++looks == 20)
                    enough.SetResult();
                ScriptedInstance.Progress(response, percent: 0, cpuTime: looks);
                return Task.CompletedTask;
            });

        StatementOutcome outcome = await RunAsync(instance, Command, stallTimeout: TimeSpan.FromSeconds(1));

        Assert.Equal(StatementEnd.Completed, outcome.End);
        Assert.True(looks >= 20);
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
            response.Done(command: 228, rowCount: null);
        });

        StatementOutcome outcome = await new SmoBackup(TimeProvider.System).RunAsync(
            instance.Options,
            Command,
            TimeSpan.FromSeconds(1),
            _progress.Enqueue,
            () =>
            {
                if (++length == 15)
                    enough.SetResult();
                return length;
            },
            CancellationToken.None);

        Assert.Equal(StatementEnd.Completed, outcome.End);
    }

    private static async Task Hang(SqlRequest request, ITdsResponse response, CancellationToken attention) =>
        await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task<StatementOutcome> RunAsync(ScriptedInstance instance, BackupCommand command, TimeSpan? stallTimeout = null, CancellationToken cancellationToken = default) =>
        new SmoBackup(TimeProvider.System).RunAsync(instance.Options, command, stallTimeout ?? TimeSpan.FromMinutes(10), _progress.Enqueue, () => null, cancellationToken);
}
