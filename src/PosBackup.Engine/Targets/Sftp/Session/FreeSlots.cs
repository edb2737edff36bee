namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Counts what may still be sent; one sender waits, the reader thread frees. Late replies may come when nobody waits any more.</summary>
internal sealed class FreeSlots(int count)
{
    private readonly Lock _lock = new();
    private int _free = count;
    private TaskCompletionSource? _waiting;

    /// <summary>Takes one slot, when one is free.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
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
                waiting = _waiting.Task;
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
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult();
    }
}
