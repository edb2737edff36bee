using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Looks at a running BACKUP from a second session until it stalls or ends.</summary>
internal sealed class StallWatch(InstanceOptions instance, TimeSpan limit, TimeProvider clock) : IAsyncDisposable
{
    private SqlSession? _session;

    /// <summary>What the request was waiting for when last seen; empty when that is hidden.</summary>
    public string WaitType { get; private set; } = "";

    /// <summary>Completes with true when the statement stood still for the limit, with false when the token ended the watch.</summary>
    /// <param name="sessionId">Session that runs the statement.</param>
    /// <param name="messagesSeen">How many messages it has sent.</param>
    /// <param name="bytesWritten">How long its files are; null where this process does not see them.</param>
    /// <param name="over">Cancelled when the statement is over.</param>
    public async Task<bool> WaitAsync(int sessionId, Func<int> messagesSeen, Func<long?> bytesWritten, CancellationToken over)
    {
        var stall = new StallClock(clock, limit);
        try
        {
            while (true)
            {
                await Task.Delay(stall.Interval, clock, over).ConfigureAwait(false);
                RequestProgress? request = await LookAsync(sessionId, over).ConfigureAwait(false);
                WaitType = request?.WaitType ?? "";
                if (stall.IsStalled((messagesSeen(), bytesWritten(), request?.Percent, request?.CpuTime, request?.Reads, request?.Writes)))
                    return true;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>An instance that does not even answer this shows no life: null, and the other signs decide.</summary>
    private async Task<RequestProgress?> LookAsync(int sessionId, CancellationToken over)
    {
        try
        {
            _session ??= await SqlSession.OpenAsync(instance, over).ConfigureAwait(false);
            return await RequestProgressQuery.ReadAsync(_session, sessionId, over).ConfigureAwait(false);
        }
        catch (PosBackupException)
        {
            await DisposeAsync().ConfigureAwait(false);
            _session = null;
            return null;
        }
    }
}
