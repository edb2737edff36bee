using Microsoft.SqlServer.Management.Common;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Runs one BACKUP through SMO on a session of its own: SMO turns errors of the session into messages, so nothing else may use it.
/// <code>
/// thread:  SqlBackup ──────────────────────────────► returns or throws ─► verdict from the messages
/// here:         cancelled, or no sign of life ─► Abort, again until the call is over, or give the thread up
/// </code>
/// </summary>
internal sealed class SmoBackup(TimeProvider clock)
{
    /// <summary>How long the instance may take to confirm that it broke off.</summary>
    private static readonly TimeSpan AbortGrace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AbortInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the statement; whatever happens to it is in the outcome.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="command">What.</param>
    /// <param name="stallTimeout">How long nothing may move.</param>
    /// <param name="progressed">Told the percentage, on another thread.</param>
    /// <param name="bytesWritten">How long the files are by now; null where this process does not see them.</param>
    /// <param name="cancellationToken">Breaks BACKUP off on the instance.</param>
    /// <exception cref="PosBackupException">The session could not be opened.</exception>
    public async Task<StatementOutcome> RunAsync(
        InstanceOptions instance,
        BackupCommand command,
        TimeSpan stallTimeout,
        Action<double> progressed,
        Func<long?> bytesWritten,
        CancellationToken cancellationToken)
    {
        SqlSession session = await SqlSession.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        long started = clock.GetTimestamp();
        using var log = new MessageLog(session.Connection, progressed);
        var over = new CancellationTokenSource();
        Smo.Backup backup = SmoBackupBuilder.Build(command);

        // With a listener SMO reports errors as messages of their own, each with its number; without one it merges them.
        backup.PercentComplete += static (_, _) => { };
        Task<Exception?> running = StartAsync(backup, session, over);
        var watch = new StallWatch(instance, stallTimeout, clock);
        await using (watch.ConfigureAwait(false))
        {
            StatementEnd end = await GuardAsync(backup, watch, session.Id, log, bytesWritten, over.Token, cancellationToken).ConfigureAwait(false);
            bool confirmed = over.IsCancellationRequested;
            Exception? thrown = confirmed ? await running.ConfigureAwait(false) : null;

            // A connection whose thread still waits in it cannot be closed from here; the process takes it along.
            if (confirmed)
                await session.DisposeAsync().ConfigureAwait(false);

            log.Add(thrown);
            return Judge(command, end, confirmed, thrown, log, watch, stallTimeout) with { Duration = clock.GetElapsedTime(started) };
        }
    }

    /// <summary>Runs SMO's blocking call on a thread of its own; cancels <paramref name="over"/> when it is over.</summary>
    private static Task<Exception?> StartAsync(Smo.Backup backup, SqlSession session, CancellationTokenSource over) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                var connection = new ServerConnection(session.Connection) { StatementTimeout = 0 };
                backup.SqlBackup(new Smo.Server(connection));
                return null;
            }
#pragma warning disable CA1031 // Everything that SMO throws is judged together with the messages.
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
        Smo.Backup backup, StallWatch watch, int sessionId, MessageLog log, Func<long?> bytesWritten, CancellationToken over, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, cancellationToken);
        bool stalled = await watch.WaitAsync(sessionId, () => log.Seen, bytesWritten, either.Token).ConfigureAwait(false);
        if (over.IsCancellationRequested)
            return StatementEnd.Completed;

        await AbortAsync(backup, over).ConfigureAwait(false);
        return stalled ? StatementEnd.Stalled : StatementEnd.Cancelled;
    }

    /// <summary>An abort that comes before SMO has sent the statement is lost, so it is repeated until the statement is over, or the grace is.</summary>
    private async Task AbortAsync(Smo.Backup backup, CancellationToken over)
    {
        long asked = clock.GetTimestamp();
        while (!over.IsCancellationRequested && clock.GetElapsedTime(asked) < AbortGrace)
        {
            // Abort waits for the instance, so it gets a thread; its errors say only that there is nothing to abort yet, or any more.
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(Task.Run(backup.Abort, CancellationToken.None), Task.Delay(AbortGrace, clock, pause.Token)).ConfigureAwait(false);
            await pause.CancelAsync().ConfigureAwait(false);
            await Task.Delay(AbortInterval, clock, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static StatementOutcome Judge(
        BackupCommand command, StatementEnd end, bool confirmed, Exception? thrown, MessageLog log, StallWatch watch, TimeSpan stallTimeout)
    {
        string what = $"backup of {command.Database} to {string.Join(", ", command.Files)}";
        PosBackupException? error = confirmed ? StatementVerdict.Error(log.Messages, thrown, what) : null;
        var outcome = new StatementOutcome { End = StatementEnd.Completed, Messages = log.Messages };

        // What was finished before the abort reached the instance is finished.
        if (confirmed && error is null)
            return outcome;

        string unconfirmed = confirmed ? "" : $"; the instance did not confirm within {AbortGrace.TotalSeconds:0} seconds that it broke off";
        string waiting = watch.WaitType.Length > 0 ? $", waiting for {watch.WaitType}" : "";
        return end switch
        {
            StatementEnd.Cancelled => outcome with { End = end, Error = new PosBackupException(ErrorCode.Cancelled, $"{what} was cancelled{unconfirmed}", null, thrown) },
            StatementEnd.Stalled => outcome with
            {
                End = end,
                Error = new PosBackupException(
                    ErrorCode.Stalled,
                    $"{what} stood still for {stallTimeout}{waiting} and was broken off{unconfirmed}",
                    "Check the disk or share that it writes to, and blocking sessions; raise the stall timeout if the disk is known to pause.",
                    thrown),
            },
            _ => outcome with { End = StatementEnd.Failed, Error = error },
        };
    }
}
