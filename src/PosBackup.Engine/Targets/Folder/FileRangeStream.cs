using Microsoft.Win32.SafeHandles;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>A range of a file that fails in the words of the taxonomy. The system reads ahead.</summary>
internal sealed class FileRangeStream(string target, TargetPath path, SafeFileHandle handle, long offset, long length) : ForwardStream
{
    private long _position = offset;
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, _left)];
        return wanted.IsEmpty
            ? 0
            : Advance(await OnDisk.RunAsync(target, path.Value, () => RandomAccess.ReadAsync(handle, wanted, _position, cancellationToken)).ConfigureAwait(false));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, _left);
        return wanted == 0 ? 0 : Advance(OnDisk.Run(target, path.Value, () => RandomAccess.Read(handle, buffer.AsSpan(offset, wanted), _position)));
    }

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
