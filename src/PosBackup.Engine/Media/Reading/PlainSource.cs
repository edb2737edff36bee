using System.Buffers;

namespace PosBackup.Engine.Media.Reading;

/// <summary>A media file, read from some offset to its end, or to some place before.</summary>
/// <param name="file">The file.</param>
/// <param name="start">First byte.</param>
/// <param name="end">The byte behind the last.</param>
/// <param name="tap">Sees every byte in order, also those that are skipped; null when skipping may seek.</param>
internal sealed class PlainSource(MediaBytes file, long start, long end = long.MaxValue, ReadTap? tap = null) : ByteSource
{
    private const int MaxScratch = 256 * 1024;

    private readonly long _end = Math.Min(end, file.Length);
    private long _next = start;

    private long Left => Math.Max(_end - _next, 0);

    public override int Read(Span<byte> destination)
    {
        int read = file.Read(_next, destination[..(int)Math.Min(destination.Length, Left)]);
        tap?.Passed(destination[..read]);
        _next += read;
        return read;
    }

    public override long Skip(long count)
    {
        long possible = Math.Clamp(count, 0, Left);
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
        byte[] scratch = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, MaxScratch));
        try
        {
            long left = count;
            while (left > 0 && Read(scratch.AsSpan(0, (int)Math.Min(left, scratch.Length))) is > 0 and var read)
                left -= read;

            return count - left;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
