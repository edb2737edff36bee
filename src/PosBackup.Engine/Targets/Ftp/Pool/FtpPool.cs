namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>
/// Sessions of one target. Each call has one for itself; idle ones are used again, the last one first, at most four are kept. One that the server gave up
/// meanwhile is noticed and replaced: by what it said, or after 15 s of idleness by asking (NOOP).
/// </summary>
internal sealed class FtpPool(FtpLogin login, TimeProvider time) : IDisposable
{
    private const int MostIdle = 4;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Stack<FtpSession> _idle = new();
    private bool _closed;

    /// <summary>A session for one call; give it back by disposing of the lease.</summary>
    public async Task<FtpLease> RentAsync(CancellationToken cancellationToken)
    {
        while (Take() is { } session)
        {
            if (await IsAliveAsync(session, cancellationToken).ConfigureAwait(false))
                return new FtpLease(this, session);

            session.Dispose();
        }

        return new FtpLease(this, await login.OpenAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Takes a session back, or throws it away when it is out of step.</summary>
    public void Return(FtpSession session)
    {
        session.UsedAt = time.GetTimestamp();
        lock (_lock)
        {
            if (!_closed && !session.Control.IsBroken && session.Tls is not { IsSpent: true } && _idle.Count < MostIdle)
            {
                _idle.Push(session);
                return;
            }
        }

        session.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FtpSession[] sessions;
        lock (_lock)
        {
            _closed = true;
            sessions = [.. _idle];
            _idle.Clear();
        }

        foreach (FtpSession session in sessions)
            session.Dispose();
    }

    private FtpSession? Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FtpTarget));
            return _idle.TryPop(out FtpSession? session) ? session : null;
        }
    }

    private async Task<bool> IsAliveAsync(FtpSession session, CancellationToken cancellationToken)
    {
        if (!session.Control.IsQuiet)
            return false;
        if (time.GetElapsedTime(session.UsedAt) < Fresh)
            return true;

        try
        {
            return (await session.AskAsync("NOOP", argument: null, cancellationToken).ConfigureAwait(false)).IsDone;
        }
        catch (TargetException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            session.Dispose();
            throw;
        }
    }
}

/// <summary>A session while a call uses it.</summary>
internal sealed class FtpLease(FtpPool pool, FtpSession session) : IDisposable
{
    private int _returned;

    /// <summary>The session.</summary>
    public FtpSession Session => session;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
            pool.Return(session);
    }
}
