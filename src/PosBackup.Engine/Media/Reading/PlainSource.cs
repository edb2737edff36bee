namespace PosBackup.Engine.Media.Reading;

/// <summary>A media file, read from some offset to its end.</summary>
/// <param name="file">The file.</param>
/// <param name="start">First byte.</param>
/// <param name="tap">Sees every byte in order, also those that are skipped; null when skipping may seek.</param>
internal sealed class PlainSource(MediaBytes file, long start, ReadTap? tap = null) : ByteSource
{
    private long _next = start;

    public override int Read(Span<byte> destination)
    {
        int read = file.Read(_next, destination);
        tap?.Passed(destination[..read]);
        _next += read;
        return read;
    }

    public override long Skip(long count)
    {
        long possible = Math.Clamp(count, 0, Math.Max(file.Length - _next, 0));
        return tap is null ? Seek(possible) : ReadOver(possible);
    }

    public override long FileOffset(long streamOffset) => streamOffset;

    private long Seek(long count)
    {
        _next += count;
        return count;
    }

    private long ReadOver(long count)
    {
        byte[] scratch = new byte[Math.Min(count, 256 * 1024)];
        long left = count;
        while (left > 0 && Read(scratch.AsSpan(0, (int)Math.Min(left, scratch.Length))) is > 0 and var read)
            left -= read;

        return count - left;
    }
}
