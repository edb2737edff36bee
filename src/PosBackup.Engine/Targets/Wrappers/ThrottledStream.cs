namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>Reads as fast as the limit lets it, a small chunk at a time. Owns the inner stream only where told to.</summary>
internal sealed class ThrottledStream(Stream inner, SpeedLimit limit, bool ownsInner) : SequentialStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, limit.Chunk)], cancellationToken).ConfigureAwait(false);
        if (read > 0)
            await limit.WaitAsync(read, cancellationToken).ConfigureAwait(false);
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        if (ownsInner)
            await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsInner)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
