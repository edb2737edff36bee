using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>A range of a file on the server, read ahead. For one reader; closing it half way leaves the session usable.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="failure">Makes of what goes wrong what a caller of the target is told.</param>
/// <param name="close">Closes the file on the server, without waiting.</param>
internal sealed class SftpReadStream(ReadAhead bytes, Func<Exception, Exception> failure, Action close) : ForwardStream
{
    private bool _closed;

    public override bool CanRead => !_closed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            return await bytes.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException))
        {
            throw failure(exception);
        }
    }

#pragma warning disable VSTHRD002 // Whoever reads synchronously waits synchronously; the bytes come from a thread of their own.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            bytes.Close();
            close();
        }

        base.Dispose(disposing);
    }
}
