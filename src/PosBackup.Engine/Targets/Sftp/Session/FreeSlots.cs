namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Counts what may still be sent; one sender waits, the reader thread frees. Late replies may come when nobody waits any more.</summary>
internal sealed class FreeSlots(int count)
{
    private readonly Lock _lock = new();
    private int _free = count;
    private int _wakeAt;
    private TaskCompletionSource? _waiting;

    /// <summary>Takes one slot, when one is free.</summary>
    /// <param name="wakeAt">
    /// Slots that have to be free for a wait to end, when there has to be one. More than one spares wake-ups, which cost more than a packet does; whoever takes slots
    /// that are not freed again before it comes back has to ask for one.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask TakeAsync(int wakeAt, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (_lock)
            {
                if (_free > 0)
                {
                    _free--;
                    return;
                }

                _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (waiting, _wakeAt) = (_waiting.Task, wakeAt);
            }

            await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Release(int released = 1)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _free += released;
            if (_free < _wakeAt)
                return;

            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult();
    }
}
