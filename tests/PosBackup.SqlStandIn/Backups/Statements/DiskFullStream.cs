namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>A file on a disk that is full after so many bytes: a fault on demand.</summary>
internal sealed class DiskFullStream(Stream file, long room) : Stream
{
    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (file.Position + count > room)
            throw new DiskFullException();
        file.Write(buffer, offset, count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>There is not enough space on the disk.</summary>
internal sealed class DiskFullException : IOException;
