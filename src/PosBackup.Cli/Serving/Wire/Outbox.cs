using System.Threading.Channels;

namespace PosBackup.Cli.Serving.Wire;

/// <summary>
/// The one writer of standard output: lines go out whole, in the order in which they were posted. Posting never waits, so that a client that does not read holds up no backup;
/// who posts a great many lines waits for room between them.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private const int Plenty = 4 * 1024 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _lines = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _lock = new();
    private readonly Stream _output;
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _room;
    private long _waiting;

    public Outbox(Stream output)
    {
        _output = output;
        _ = Task.Run(WriteAsync);
    }

    /// <summary>Cancelled when nobody reads any more: the line is broken.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Puts a line behind those that wait; after the end, or when nobody reads any more, nothing.</summary>
    public void Post(ReadOnlyMemory<byte> line)
    {
        lock (_lock)
            _waiting += line.Length;

        if (!_lines.Writer.TryWrite(line))
            Written(line.Length);
    }

    /// <summary>Waits until the client has read most of what waits for it.</summary>
    public Task RoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting <= Plenty)
                return Task.CompletedTask;

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes no more lines, and waits until those that wait are written; a client that is there and does not read is not waited for longer than this.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        _lines.Writer.TryComplete();
        try
        {
            await _written.Task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // What it has not read by now it does not want.
        }
    }

    public void Dispose() => _gone.Dispose();

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out ReadOnlyMemory<byte> line))
            {
                await TryAsync(() => _output.WriteAsync(line));
                Written(line.Length);
            }

            await TryAsync(() => new ValueTask(_output.FlushAsync()));
        }

        _written.TrySetResult();
    }

    private async Task TryAsync(Func<ValueTask> write)
    {
        if (_gone.IsCancellationRequested)
            return;

        try
        {
            await write();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            await _gone.CancelAsync();
        }
    }

    private void Written(int length)
    {
        lock (_lock)
        {
            _waiting -= length;
            if (_waiting > Plenty)
                return;

            _room?.TrySetResult();
            _room = null;
        }
    }
}
