using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

public sealed class VerifyOnlyTests
{
    private static readonly SqlMessage Valid = new(3262, 0, 1, "The backup set on file 2 is valid.");

    private readonly ConcurrentQueue<string> _sent = [];

    [Fact]
    public async Task Run_SendsChecksumPositionAndAllStripes()
    {
        await using var server = Saying(Valid);

        await VerifyOnly.RunAsync(Options(server), [@"D:\it's\1.bak", @"D:\2.bak"], position: 2, checksum: true, CancellationToken.None);

        Assert.Equal(@"RESTORE VERIFYONLY FROM DISK = N'D:\it''s\1.bak', DISK = N'D:\2.bak' WITH FILE = 2, CHECKSUM, NOUNLOAD;", Assert.Single(_sent));
    }

    [Fact]
    public async Task Run_FailsWithoutTheWordThatTheSetIsValid()
    {
        await using var server = Saying();

        Assert.Equal(ErrorCode.BackupSetCorrupt, (await FailAsync(server)).Code);
    }

    [Fact]
    public async Task Run_FailsForDamageThoughTheSetIsCalledValid()
    {
        await using var server = Saying(Valid, new SqlMessage(3189, 16, 1, "Damage to the backup set was detected."), new SqlMessage(3013, 16, 1, "VERIFY DATABASE is terminating abnormally."));

        PosBackupException error = await FailAsync(server);

        Assert.Equal(ErrorCode.BackupSetCorrupt, error.Code);
        Assert.Contains("(3189)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IsCancelledOnTheServer()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ScriptedServer.StartPlain(async (_, response, attention) =>
        {
            response.Info(new SqlMessage(3211, 0, 1, "10 percent processed."));
            await response.FlushAsync();
            began.SetResult();
            await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var cancel = new CancellationTokenSource();

        Task running = VerifyOnly.RunAsync(Options(server), ["/x.bak"], position: 1, checksum: true, cancel.Token);
        await began.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static Task<PosBackupException> FailAsync(ScriptedServer server) => Assert.ThrowsAsync<PosBackupException>(() =>
        VerifyOnly.RunAsync(Options(server), ["/x.bak"], position: 1, checksum: true, CancellationToken.None));

    private static InstanceOptions Options(ScriptedServer server) => new()
    {
        Instance = $"127.0.0.1,{server.Server.Port}",
        User = "sa",
        Password = new Secret(ScriptedServer.Password),
        Encryption = ConnectionEncryption.Optional,
    };

    private ScriptedServer Saying(params SqlMessage[] messages) => ScriptedServer.StartPlain((request, response, _) =>
    {
        _sent.Enqueue(request.Text);
        foreach (SqlMessage message in messages)
        {
            if (message.Class > 10)
                response.Error(message);
            else
                response.Info(message);
        }

        response.Done(command: 377, rowCount: null, error: messages.Any(message => message.Class > 10));
        return Task.CompletedTask;
    });
}
