using PosBackup.Engine.Files;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>The source of an upload: whoever reads it forward hashes it on the way, on another thread.</summary>
internal sealed class HashedContent(Stream source, HashingThread hash) : ForwardStream
{
    public override int Read(Span<byte> buffer) => Hash(buffer, source.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Hash(buffer.Span, read);
    }

    private int Hash(ReadOnlySpan<byte> buffer, int read)
    {
        hash.Append(buffer[..read]);
        return read;
    }
}
