using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>Writes the bytes of one put: two pooled buffers, one of them being filled while the other is written.</summary>
internal sealed class FileWriter(string target, TargetPath path, SafeFileHandle handle, long? flushEvery)
{
    /// <summary>What a removable drive may have in memory at most. A stick that takes 5 MB/s would swallow gigabytes at once, and then say nothing for minutes.</summary>
    public const long RemovableFlush = 64L << 20;

    private const int BufferSize = 1 << 20;

    /// <summary>Less is not worth a write; more would make progress jump where the content comes slowly.</summary>
    private const int AtLeast = 64 << 10;

    /// <summary>Copies; exceptions of the content pass through.</summary>
    public async Task CopyAsync(Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        int size = (int)Math.Clamp(request.Length, 1, BufferSize);
        byte[] filling = ArrayPool<byte>.Shared.Rent(size);
        byte[] writing = ArrayPool<byte>.Shared.Rent(size);
        Task pending = Task.CompletedTask;
        try
        {
            long done = 0;
            while (done < request.Length)
            {
                int count = (int)Math.Min(size, request.Length - done);
                count = await content.ReadAtLeastAsync(filling.AsMemory(0, count), Math.Min(count, AtLeast), cancellationToken: cancellationToken).ConfigureAwait(false);
                await pending.ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                pending = WriteAsync(filling.AsMemory(0, count), request.Offset + done, done + count, request.Acknowledged);
                done += count;
                (filling, writing) = (writing, filling);
            }

            await pending.ConfigureAwait(false);
        }
        finally
        {
            // The buffer belongs to the write until that has ended, whatever came of it.
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(writing);
        }
    }

    /// <summary>Sets the time stamp and flushes to the disk, where the last errors of writing come up.</summary>
    public Task FinishAsync(DateTimeOffset? modifiedAt) => Task.Run(() => OnDisk.Run(target, path.Value, () =>
    {
        if (modifiedAt is { } time)
            File.SetLastWriteTimeUtc(handle, time.UtcDateTime);
        RandomAccess.FlushToDisk(handle);
        PageCache.Forget(handle);
    }));

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, long offset, long total, IProgress<long>? acknowledged)
    {
        await OnDisk.RunAsync(target, path.Value, async ValueTask<bool> () =>
        {
            // Not cancelled in the middle: what was begun is written to its end, so that no hole can be left.
            await RandomAccess.WriteAsync(handle, bytes, offset, CancellationToken.None).ConfigureAwait(false);
            if (flushEvery is { } every && total / every != (total - bytes.Length) / every)
                await Task.Run(() => RandomAccess.FlushToDisk(handle), CancellationToken.None).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        acknowledged?.Report(total);
    }
}
