using System.Collections.Concurrent;

namespace PosBackup.Engine.Media.Container;

/// <summary>Decompresses chunks on the thread pool, on so many threads at most; the reader is one more.</summary>
internal sealed class SlotWorkers(int threads)
{
    private readonly ConcurrentQueue<ChunkSlot> _waiting = [];
    private int _running;

    public void Add(ChunkSlot slot)
    {
        if (threads == 0)
            return;

        _waiting.Enqueue(slot);
        TryStart();
    }

    private void TryStart()
    {
        if (Interlocked.Increment(ref _running) <= threads)
            ThreadPool.UnsafeQueueUserWorkItem(static workers => workers.Work(), this, preferLocal: false);
        else
            Interlocked.Decrement(ref _running);
    }

    private void Work()
    {
        while (_waiting.TryDequeue(out ChunkSlot? slot))
            slot.Run();

        Interlocked.Decrement(ref _running);
        if (!_waiting.IsEmpty)
            TryStart();
    }
}
