using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>The traps that SMO's Backup and Restore share, sprung by a server that gives the answer it is set for.</summary>
public abstract class SmoStatementContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<double> _progress = [];

    /// <summary>As messages name the statement: <c>BACKUP DATABASE</c>.</summary>
    internal abstract string Verb { get; }

    /// <summary>curCmd in the DONE tokens of the statement.</summary>
    internal abstract ushort CurrentCommand { get; }

    /// <summary>A refusal of class 16 that is the statement's own.</summary>
    internal abstract SqlMessage Refusal { get; }

    /// <summary>What the refusal means.</summary>
    internal abstract ErrorCode RefusalCode { get; }

    /// <summary>What it means when nothing is said at all.</summary>
    internal abstract ErrorCode SilenceCode { get; }

    private protected SqlMessage Success => new(3014, 0, 1, $"{Verb} successfully processed 330 pages in 0.013 seconds (198.2 MB/sec).");

    private protected SqlMessage Terminating => new(3013, 16, 1, $"{Verb} is terminating abnormally.");

    /// <summary>Runs the statement under test.</summary>
    internal abstract Task<StatementOutcome> RunAsync(ScriptedInstance instance, TimeSpan stallTimeout, Action<double> progressed, CancellationToken cancellationToken);

    private protected Task<StatementOutcome> RunAsync(ScriptedInstance instance, TimeSpan? stallTimeout = null, CancellationToken cancellationToken = default) =>
        RunAsync(instance, stallTimeout ?? Long, _progress.Enqueue, cancellationToken);

    [Fact]
    public async Task Run_AsksForEnglishAndNeverPools()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        await RunAsync(instance);
        await RunAsync(instance);

        Assert.All(instance.Sessions, session => Assert.Equal("us_english", session.Language));
        Assert.Equal(2, instance.Sessions.Count);
        Assert.All(instance.Sessions, session => Assert.Empty(session.Notes));
    }

    [Fact]
    public async Task Run_KeepsTheNumberOfAnErrorOfClass16()
    {
        await using var instance = ScriptedInstance.Saying(Refusal, Terminating);

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Failed, RefusalCode), (outcome.End, outcome.Error?.Code));
        Assert.Equal([Refusal.Number, 3013], outcome.Messages.Select(message => message.Number));
    }

    [Fact]
    public async Task Run_KeepsTheNumberOfAnErrorOfClass17()
    {
        await using var instance = ScriptedInstance.Saying(new SqlMessage(1105, 17, 2, "Could not allocate space."), Terminating);

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal(StatementEnd.Failed, outcome.End);
        Assert.Contains("(1105)", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SurvivesAnErrorThatClosesTheConnection()
    {
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Error(new SqlMessage(824, 24, 2, "SQL Server detected a logical consistency-based I/O error: incorrect checksum."));
            response.Done(command: CurrentCommand, rowCount: null, error: true);
            await response.FlushAsync();
            response.DropConnection();
        });

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Failed, ErrorCode.DatabaseDamaged), (outcome.End, outcome.Error?.Code));
        Assert.Single(instance.Statements);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_FailsWhenAnErrorStandsBesideTheWordOfSuccess(bool before)
    {
        await using var instance = before ? ScriptedInstance.Saying(Refusal, Success) : ScriptedInstance.Saying(Success, Refusal);

        Assert.Equal(StatementEnd.Failed, (await RunAsync(instance)).End);
    }

    [Fact]
    public async Task Run_FailsWithoutTheWordOfSuccess()
    {
        await using var instance = ScriptedInstance.Saying();

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Failed, SilenceCode), (outcome.End, outcome.Error?.Code));
        Assert.Contains("3014", outcome.Error!.Message, StringComparison.Ordinal);
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
            response.Info(new SqlMessage(3211, 0, 1, string.Format(CultureInfo.InvariantCulture, text, 40)));
            response.Done(command: CurrentCommand, rowCount: null);
            await response.FlushAsync();

            // Ends only when the client has heard of it: nothing is held back until the end.
            await heard.Task;
            response.Info(Success);
            response.Done(command: CurrentCommand, rowCount: null);
        });

        StatementOutcome outcome = await RunAsync(
            instance,
            Long,
            percent =>
            {
                _progress.Enqueue(percent);
                heard.TrySetResult();
            },
            CancellationToken.None);

        Assert.Equal(StatementEnd.Completed, outcome.End);
        Assert.Equal([40], _progress);
        Assert.DoesNotContain(outcome.Messages, message => message.Number == 3211);
    }

    [Fact]
    public async Task Run_IsSentOnceThoughTheConnectionIsLost()
    {
        await using var instance = ScriptedInstance.Start((_, response, _) =>
        {
            response.DropConnection();
            return Task.CompletedTask;
        });

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Failed, ErrorCode.InstanceUnavailable), (outcome.End, outcome.Error?.Code));
        Assert.Single(instance.Statements);
        Assert.Single(instance.Sessions);
    }

    [Fact]
    public async Task Run_IsSentOnceThoughTheSessionIsKilled()
    {
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Error(new SqlMessage(596, 21, 1, "Cannot continue the execution because the session is in the kill state."));
            response.Done(command: CurrentCommand, rowCount: null, error: true);
            await response.FlushAsync();
            response.DropConnection();
        });

        StatementOutcome outcome = await RunAsync(instance);

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

        Task<StatementOutcome> running = RunAsync(instance, cancellationToken: cancel.Token);
        await began.Task;
        await cancel.CancelAsync();
        StatementOutcome outcome = await running;

        Assert.Equal((StatementEnd.Cancelled, ErrorCode.Cancelled), (outcome.End, outcome.Error?.Code));
        Assert.True(wasAborted);
        Assert.Single(instance.Statements);
    }

    [Fact]
    public async Task Run_CountsWhatFinishedBeforeTheCancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            await cancel.CancelAsync();
            response.Info(Success);
            response.Done(command: CurrentCommand, rowCount: null);
        });

        Assert.Equal(StatementEnd.Completed, (await RunAsync(instance, cancellationToken: cancel.Token)).End);
    }

    [Fact]
    public async Task Run_BreaksOffWhatStandsStill()
    {
        await using var instance = ScriptedInstance.Start(Hang, (_, response, _) =>
        {
            ScriptedInstance.Progress(response, percent: 10, cpuTime: 7);
            return Task.CompletedTask;
        });

        StatementOutcome outcome = await RunAsync(instance, stallTimeout: TimeSpan.FromSeconds(1));

        Assert.Equal((StatementEnd.Stalled, ErrorCode.Stalled), (outcome.End, outcome.Error?.Code));
        Assert.Contains("BACKUPIO", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Single(instance.Statements);
    }

    [Fact]
    public async Task Run_LetsWhatIsSlowRunForeverAsLongAsItMoves()
    {
        int looks = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(
            async (_, response, _) =>
            {
                await enough.Task;
                response.Info(Success);
                response.Done(command: CurrentCommand, rowCount: null);
            },
            (_, response, _) =>
            {
                // Twenty looks are twice the stall limit.
                if (++looks == 20)
                    enough.SetResult();
                ScriptedInstance.Progress(response, percent: 0, cpuTime: looks);
                return Task.CompletedTask;
            });

        StatementOutcome outcome = await RunAsync(instance, stallTimeout: TimeSpan.FromSeconds(1));

        Assert.Equal(StatementEnd.Completed, outcome.End);
        Assert.True(looks >= 20);
    }

    private static async Task Hang(SqlRequest request, ITdsResponse response, CancellationToken attention) =>
        await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
