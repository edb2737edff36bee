namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>
/// A download that opens itself again at its position when the line is lost. Tries begin anew whenever bytes came. That the file is still the same is
/// not known here: whoever reads proves the whole by its hash.
/// </summary>
internal sealed class ReopeningStream(Stream first, Func<long, long?, CancellationToken, Task<Stream>> open, RetryRound round, long offset, long? length) : SequentialStream
{
    private Stream? _inner = first;
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                _inner ??= await open(offset + _read, length - _read, cancellationToken).ConfigureAwait(false);
                int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                    round.Progressed();
                _read += read;
                return read;
            }
            catch (TargetException e) when (round.MayTryAgain(e))
            {
                await CloseAsync().ConfigureAwait(false);
                await round.WaitAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask CloseAsync()
    {
        if (_inner is not { } inner)
            return;

        _inner = null;
        await inner.DisposeAsync().ConfigureAwait(false);
    }
}
