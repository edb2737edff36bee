namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Runs one long statement on a session of its own.
/// <code>
/// thread:  Run ──────────────────────────────────────► returns or throws ─► verdict from the messages
/// here:         cancelled, or no sign of life ─► BreakOff, again until the call is over, or give the thread up
/// </code>
/// </summary>
internal sealed class StatementRunner(TimeProvider clock)
{
    /// <summary>How long the instance may take to confirm that it broke off.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the statement; whatever happens to it is in the outcome.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="statement">What.</param>
    /// <param name="stallTimeout">How long nothing may move; null: forever.</param>
    /// <param name="signs">Who is told of progress, and what shows it.</param>
    /// <param name="cancellationToken">Breaks it off on the instance.</param>
    /// <exception cref="PosBackupException">The session could not be opened.</exception>
    public async Task<StatementOutcome> RunAsync(
        InstanceOptions instance, LongStatement statement, TimeSpan? stallTimeout, SignsOfLife signs, CancellationToken cancellationToken)
    {
        SqlSession session = await SqlSession.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        long started = clock.GetTimestamp();
        using var log = new MessageLog(session.Connection, signs.Progressed);
        var over = new CancellationTokenSource();
        IStatementCall call = statement.Call(session);
        Task<Exception?> running = StartAsync(call, over);
        StallWatch? watch = stallTimeout is { } limit ? new StallWatch(instance, limit, clock) : null;
        try
        {
            StatementEnd end = await GuardAsync(call, watch, session.Id, log, signs, over.Token, cancellationToken).ConfigureAwait(false);
            bool confirmed = over.IsCancellationRequested;
            Exception? thrown = confirmed ? await running.ConfigureAwait(false) : null;

            // A connection whose thread still waits in it cannot be closed from here; the process takes it along.
            if (confirmed)
            {
                call.Dispose();
                await session.DisposeAsync().ConfigureAwait(false);
            }

            log.Add(thrown);
            return Judge(statement, end, confirmed, thrown, log, watch, stallTimeout) with { Duration = clock.GetElapsedTime(started) };
        }
        finally
        {
            if (watch is not null)
                await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs the statement, which must succeed, and gives its messages.</summary>
    /// <exception cref="PosBackupException">Why it did not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<StatementOutcome> CompleteAsync(InstanceOptions instance, LongStatement statement, TimeSpan? stallTimeout, CancellationToken cancellationToken)
    {
        StatementOutcome outcome = await RunAsync(instance, statement, stallTimeout, SignsOfLife.Messages, cancellationToken).ConfigureAwait(false);
        if (outcome.End == StatementEnd.Cancelled)
            cancellationToken.ThrowIfCancellationRequested();

        return outcome.Error is { } error ? throw error : outcome;
    }

    /// <summary>Runs the blocking call on a thread of its own; cancels <paramref name="over"/> when it is over.</summary>
    private static Task<Exception?> StartAsync(IStatementCall call, CancellationTokenSource over) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                call.Run();
                return null;
            }
#pragma warning disable CA1031 // Everything that is thrown is judged together with the messages.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return e;
            }
            finally
            {
                over.Cancel();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Waits until the statement is over, or breaks it off when it is to be cancelled or stands still.</summary>
    private async Task<StatementEnd> GuardAsync(
        IStatementCall call, StallWatch? watch, int sessionId, MessageLog log, SignsOfLife signs, CancellationToken over, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, cancellationToken);
        bool stalled = false;
        if (watch is null)
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            stalled = await watch.WaitAsync(sessionId, () => log.Seen, signs.BytesWritten, either.Token).ConfigureAwait(false);

        if (over.IsCancellationRequested)
            return StatementEnd.Completed;

        await BreakOffAsync(call, over).ConfigureAwait(false);
        return stalled ? StatementEnd.Stalled : StatementEnd.Cancelled;
    }

    /// <summary>Breaks off again and again until the statement is over, or the grace is.</summary>
    private async Task BreakOffAsync(IStatementCall call, CancellationToken over)
    {
        long asked = clock.GetTimestamp();
        while (!over.IsCancellationRequested && clock.GetElapsedTime(asked) < Grace)
        {
            // It waits for the instance, so it gets a thread; its errors say only that there is nothing to break off yet, or any more.
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(Task.Run(call.BreakOff, CancellationToken.None), Task.Delay(Grace, clock, pause.Token)).ConfigureAwait(false);
            await pause.CancelAsync().ConfigureAwait(false);
            await Task.Delay(Interval, clock, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static StatementOutcome Judge(
        LongStatement statement, StatementEnd end, bool confirmed, Exception? thrown, MessageLog log, StallWatch? watch, TimeSpan? stallTimeout)
    {
        string what = statement.What;
        PosBackupException? error = confirmed ? StatementVerdict.Error(log.Messages, thrown, what, statement.Purpose, statement.WordOfSuccess) : null;
        var outcome = new StatementOutcome { End = StatementEnd.Completed, Messages = log.Messages };

        // What was finished before the abort reached the instance is finished, where its messages say so: a client now and then ends an aborted call without an error.
        if (confirmed && error is null && (end == StatementEnd.Completed || statement.WordOfSuccess is not null))
            return outcome;

        string unconfirmed = confirmed ? "" : $"; the instance did not confirm within {Grace.TotalSeconds:0} seconds that it broke off";
        string waiting = watch is { WaitType.Length: > 0 } ? $", waiting for {watch.WaitType}" : "";
        return end switch
        {
            StatementEnd.Cancelled => outcome with { End = end, Error = new PosBackupException(ErrorCode.Cancelled, $"{what} was cancelled{unconfirmed}", null, thrown) },
            StatementEnd.Stalled => outcome with
            {
                End = end,
                Error = new PosBackupException(
                    ErrorCode.Stalled,
                    $"{what} stood still for {stallTimeout}{waiting} and was broken off{unconfirmed}",
                    "Check the disks and shares that it reads and writes, and blocking sessions; raise the stall timeout if a disk is known to pause.",
                    thrown),
            },
            _ => outcome with { End = StatementEnd.Failed, Error = error },
        };
    }
}
