using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>A range of a file that fails in the words of the taxonomy. The system reads ahead.</summary>
internal sealed class FileRangeStream(string target, TargetPath path, SafeFileHandle handle, long offset, long length) : Stream
{
    private long _position = offset;
    private long _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, _left)];
        return wanted.IsEmpty
            ? 0
            : Advance(await OnDisk.RunAsync(target, path.Value, () => RandomAccess.ReadAsync(handle, wanted, _position, cancellationToken)).ConfigureAwait(false));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, _left);
        return wanted == 0 ? 0 : Advance(OnDisk.Run(target, path.Value, () => RandomAccess.Read(handle, buffer.AsSpan(offset, wanted), _position)));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
        base.Dispose(disposing);
    }

    private int Advance(int read)
    {
        _position += read;
        _left -= read;
        return read;
    }
}
