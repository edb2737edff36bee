using System.Buffers;
using System.Threading.Channels;
using PosBackup.Engine.Files;
using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>
/// A file, or a range of it, as it comes from the server: read ahead of its reader by at most 1 MiB. Where the range ends, or when the reader has enough, the transfer is
/// broken off and the session used again.
/// </summary>
internal sealed class DownloadStream : ForwardStream
{
    private const int Chunk = 256 << 10;
    private const int Worthwhile = 64 << 10;
    private const int Ahead = 3;

    private readonly Channel<ArraySegment<byte>> _chunks = Channel.CreateBounded<ArraySegment<byte>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _enough = new();
    private readonly Task _pump;
    private ArraySegment<byte> _current;
    private int _used;
    private bool _disposed;

    /// <param name="lease">Given back when the transfer is over.</param>
    /// <param name="transfer">Has begun.</param>
    /// <param name="path">The file.</param>
    /// <param name="length">Bytes that are wanted.</param>
    /// <param name="toEnd">Whether the file ends there.</param>
    public DownloadStream(FtpLease lease, Transfer transfer, TargetPath path, long length, bool toEnd) =>
        _pump = Task.Run(() => PumpAsync(lease, transfer, path, length, toEnd));

    /// <inheritdoc/>
    public override bool CanRead => !_disposed;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty)
            return 0;

        while (_used == _current.Count)
        {
            Release();
            if (!await _chunks.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                return 0;
            if (_chunks.Reader.TryRead(out ArraySegment<byte> next))
                (_current, _used) = (next, 0);
        }

        int count = Math.Min(buffer.Length, _current.Count - _used);
        _current.AsMemory(_used, count).CopyTo(buffer);
        _used += count;
        return count;
    }

    /// <inheritdoc/>
#pragma warning disable VSTHRD002 // Stream has a synchronous face; nothing here resumes on the caller's context.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _enough.CancelAsync().ConfigureAwait(false);
#pragma warning disable VSTHRD003 // The pump runs on the pool and needs no context.
            await _pump.ConfigureAwait(false);
#pragma warning restore VSTHRD003
            Release();
            _enough.Dispose();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _enough.Cancel();
        }

        base.Dispose(disposing);
    }

    private void Release()
    {
        if (_current.Array is { } array)
            ArrayPool<byte>.Shared.Return(array);
        (_current, _used) = (default, 0);
    }

    private async Task PumpAsync(FtpLease lease, Transfer transfer, TargetPath path, long length, bool toEnd)
    {
        using var watch = new StallWatch(lease.Session.Time, lease.Session.StallPatience, _enough.Token);
        Exception? failure = null;
        try
        {
            long got = await CopyAsync(transfer, length, watch).ConfigureAwait(false);
            if (got < length || toEnd)
                await transfer.EndDownloadAsync(_enough.Token).ConfigureAwait(false);
            if (got < length)
                failure = lease.Session.Failures.Short(path, got, length);
        }
        catch (OperationCanceledException) when (_enough.IsCancellationRequested)
        {
            failure = new ObjectDisposedException(nameof(DownloadStream));
        }
        catch (Exception e) when (Transfer.IsOfTheLine(e) || e is OperationCanceledException)
        {
            failure = await transfer.ExplainAsync(e, watch).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        // The reader has all its bytes before the transfer is brought to its end.
        _chunks.Writer.Complete(failure);
        await transfer.DisposeAsync().ConfigureAwait(false);
        lease.Dispose();
    }

    private async Task<long> CopyAsync(Transfer transfer, long length, StallWatch watch)
    {
        for (long got = 0; got < length;)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(Chunk);
            int filled = 0;
            int wanted = (int)Math.Min(Chunk, length - got);
            while (filled < wanted && (filled < Worthwhile || _chunks.Reader.Count > 0))
            {
                watch.Start();
                int read = await transfer.Stream.ReadAsync(buffer.AsMemory(filled, wanted - filled), watch.Token).ConfigureAwait(false);
                watch.Stop();
                if (read == 0)
                {
                    await _chunks.Writer.WriteAsync(new ArraySegment<byte>(buffer, 0, filled), _enough.Token).ConfigureAwait(false);
                    return got + filled;
                }

                filled += read;
            }

            got += filled;
            await _chunks.Writer.WriteAsync(new ArraySegment<byte>(buffer, 0, filled), _enough.Token).ConfigureAwait(false);
        }

        return length;
    }
}
