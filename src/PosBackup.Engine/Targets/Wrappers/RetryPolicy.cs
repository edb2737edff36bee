namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>
/// Tries again what failed because of the line (<see cref="TargetException.IsTransient"/>): exponential back-off with full jitter, so that a thousand stores
/// that lost one server do not come back to it in one second.
/// </summary>
/// <param name="options">How often, and after which waits.</param>
/// <param name="clock">Waits.</param>
/// <param name="random">Jitter; used under a lock.</param>
/// <param name="retrying">Told of each failure that is tried again, and the wait before; null for nobody.</param>
internal sealed class RetryPolicy(RetryOptions options, TimeProvider clock, Random random, Action<TargetException, TimeSpan>? retrying = null)
{
    private readonly Lock _lock = new();

    /// <summary>For one call, or for one file: counts its failures in a row.</summary>
    public RetryRound Begin() => new(this);

    /// <summary>Calls until it ends well, fails for a reason that waiting does not cure, or has had its tries.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) => Begin().RunAsync(() => call(cancellationToken), cancellationToken);

    /// <summary>The wait before the next try: between nothing and FirstWait * 2^(failures - 1), at most LongestWait.</summary>
    internal TimeSpan WaitAfter(int failures)
    {
        double longest = Math.Min(options.LongestWait.Ticks, options.FirstWait.Ticks * Math.Pow(2, failures - 1));
        lock (_lock)
            return TimeSpan.FromTicks((long)(longest * random.NextDouble()));
    }

    internal bool MayTryAgain(int failures) => failures < options.Tries;

    internal Task WaitAsync(TargetException failure, int failures, CancellationToken cancellationToken)
    {
        TimeSpan wait = WaitAfter(failures);
        retrying?.Invoke(failure, wait);
        return Task.Delay(wait, clock, cancellationToken);
    }
}

/// <summary>
/// Failures in a row of one call or one file. A resuming upload does the same by hand:
/// <code>
/// catch (TargetException e) when (round.MayTryAgain(e)) { await round.WaitAsync(e, token); /* stat, prove, put the rest */ }
/// </code>
/// and calls <see cref="Progressed"/> when bytes were acknowledged since the last failure.
/// </summary>
internal sealed class RetryRound(RetryPolicy policy)
{
    private int _failures;

    /// <summary>Something moved: the tries begin anew. From any thread.</summary>
    public void Progressed() => Volatile.Write(ref _failures, 0);

    /// <summary>Whether the failure is one that may pass, and a try is left. Ask once for each failure: it is counted.</summary>
    public bool MayTryAgain(TargetException failure) => failure.IsTransient && policy.MayTryAgain(Interlocked.Increment(ref _failures));

    /// <summary>Calls until it ends well, fails for a reason that waiting does not cure, or has had its tries; several calls may share them.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (TargetException e) when (MayTryAgain(e))
            {
                await WaitAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits as long as it is the turn of.</summary>
    public Task WaitAsync(TargetException failure, CancellationToken cancellationToken) => policy.WaitAsync(failure, Math.Max(1, Volatile.Read(ref _failures)), cancellationToken);
}
