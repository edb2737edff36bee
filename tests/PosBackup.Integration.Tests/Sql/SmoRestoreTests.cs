using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>Each trap of SMO's Restore, sprung by a server that gives the answer it is set for.</summary>
public sealed class SmoRestoreTests
{
    private static readonly SqlMessage Success = new(3014, 0, 1, "RESTORE LOG successfully processed 12 pages in 0.013 seconds (6.9 MB/sec).");
    private static readonly SqlMessage TooRecent = new(4305, 16, 1, "The log in this backup set begins at LSN 37000000012800001, which is too recent to apply to the database. An earlier log backup that includes LSN 37000000009600001 can be restored.");
    private static readonly SqlMessage Terminating = new(3013, 16, 1, "RESTORE LOG is terminating abnormally.");

    private static readonly RestoreCommand Command = new()
    {
        Database = "o'neil]x",
        IsLog = true,
        Files = [@"D:\it's\1.trn", @"D:\it's\2.trn"],
        Position = 2,
        Moves = [new FileMove("it's", @"E:\it's.mdf")],
        Replace = true,
        Ending = RestoreEnding.Standby(@"D:\it's.tuf"),
        Stop = new RestoreStop.Mark("it's", new DateTime(2026, 1, 2, 3, 4, 5), Before: true),
        BlockSize = 65536,
    };

    private readonly ConcurrentQueue<double> _progress = [];

    [Fact]
    public async Task Run_SendsTheScriptAndNothingElseBesideTheQuestionWhoTheServerIs()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Completed, null), (outcome.End, outcome.Error));
        Assert.Equal(RestoreScript.Of(Command), Assert.Single(instance.Statements));
        Assert.Equal(2, instance.Requests.Count);
    }

    [Fact]
    public async Task Run_KeepsTheNumberOfAnError()
    {
        await using var instance = ScriptedInstance.Saying(TooRecent, Terminating);

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.ChainBroken), (outcome.End, outcome.Error?.Code));
        Assert.Contains("restore of o'neil]x", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Equal([4305, 3013], outcome.Messages.Select(message => message.Number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_FailsWhenAnErrorStandsBesideTheWordOfSuccess(bool before)
    {
        await using var instance = before ? ScriptedInstance.Saying(TooRecent, Success) : ScriptedInstance.Saying(Success, TooRecent);

        Assert.Equal(StatementEnd.Failed, (await RunAsync(instance, Command)).End);
    }

    [Fact]
    public async Task Run_FailsWithoutTheWordOfSuccess()
    {
        await using var instance = ScriptedInstance.Saying();

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Failed, ErrorCode.RestoreFailed), (outcome.End, outcome.Error?.Code));
        Assert.Contains("3014", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("take the backup again", outcome.Error.Hint!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4322)]
    [InlineData(4329)]
    public async Task Run_TellsOfAStopThatTheLogDoesNotReachAndDoesNotFail(int number)
    {
        await using var instance = ScriptedInstance.Saying(new SqlMessage(number, 0, 1, "… so that more roll forward can be performed."), Success);

        StatementOutcome outcome = await RunAsync(instance, Command);

        Assert.Equal((StatementEnd.Completed, true), (outcome.End, outcome.StopNotReached));
        Assert.Contains(outcome.Messages, message => message.Number == number);
    }

    [Theory]
    [InlineData("{0}por ciento procesado.")]
    [InlineData("已处理百分之 {0}。")]
    public async Task Run_TellsProgressLiveInEveryLanguage(string text)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(async (_, response, _) =>
        {
            response.Info(new SqlMessage(3211, 0, 1, string.Format(CultureInfo.InvariantCulture, text, 40)));
            response.Done(command: 229, rowCount: null);
            await response.FlushAsync();
            await heard.Task;
            response.Info(Success);
            response.Done(command: 229, rowCount: null);
        });

        StatementOutcome outcome = await new SmoRestore(TimeProvider.System).RunAsync(
            instance.Options,
            Command,
            TimeSpan.FromMinutes(10),
            percent =>
            {
                _progress.Enqueue(percent);
                heard.TrySetResult();
            },
            CancellationToken.None);

        Assert.Equal(StatementEnd.Completed, outcome.End);
        Assert.Equal([40], _progress);
    }

    [Fact]
    public async Task Run_SendsRestoreOnceThoughTheConnectionIsLost()
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
    public async Task Run_BreaksOffWhatStandsStillAndNothingElse()
    {
        int looks = 0;
        await using var instance = ScriptedInstance.Start(
            static async (_, _, attention) => await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing),
            (_, response, _) =>
            {
                // Moves for twice the limit, then stands still.
                ScriptedInstance.Progress(response, percent: 0, cpuTime: Math.Min(++looks, 20));
                return Task.CompletedTask;
            });

        StatementOutcome outcome = await RunAsync(instance, Command, stallTimeout: TimeSpan.FromSeconds(1));

        Assert.Equal((StatementEnd.Stalled, ErrorCode.Stalled), (outcome.End, outcome.Error?.Code));
        Assert.True(looks >= 20);
        Assert.Single(instance.Statements);
    }

    private Task<StatementOutcome> RunAsync(ScriptedInstance instance, RestoreCommand command, TimeSpan? stallTimeout = null, CancellationToken cancellationToken = default) =>
        new SmoRestore(TimeProvider.System).RunAsync(instance.Options, command, stallTimeout ?? TimeSpan.FromMinutes(10), _progress.Enqueue, cancellationToken);
}
