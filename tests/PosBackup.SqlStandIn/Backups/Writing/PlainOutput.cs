namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Plain media: the file is the MTF stream.</summary>
internal sealed class PlainOutput(Stream file) : IMediaOutput
{
    public long Position { get; private set; } = file.Position;

    public long FilePosition => Position;

    public bool IsCompressed => false;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        Position += bytes.Length;
    }

    public void Cut()
    {
    }

    public void Index(long offset)
    {
    }

    public void WriteFilemark(byte[] filemark, bool closesData) => Write(filemark);

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
