namespace PosBackup.Targets.Tests.Contract;

/// <summary>Bytes of a file in memory, sparse: pages nobody wrote are zero and take no room. All members may be called at once.</summary>
internal sealed class MemoryFile
{
    private const int PageSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, byte[]> _pages = [];
    private long _length;

    /// <summary>Bytes of the file.</summary>
    public long Length
    {
        get { lock (_lock) return _length; }
    }

    /// <summary>Bytes that are kept, in whole pages.</summary>
    public long Stored
    {
        get { lock (_lock) return (long)_pages.Count * PageSize; }
    }

    public DateTimeOffset ModifiedAt { get; set; }

    /// <summary>Writes over what is there; what lies between the old end and the offset is zero.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _length = Math.Max(_length, offset + bytes.Length);
            while (!bytes.IsEmpty)
            {
                (long page, long start) = Math.DivRem(offset, PageSize);
                int count = Math.Min(bytes.Length, PageSize - (int)start);
                if (!_pages.TryGetValue(page, out byte[]? content))
                    _pages[page] = content = new byte[PageSize];
                bytes[..count].CopyTo(content.AsSpan((int)start));
                bytes = bytes[count..];
                offset += count;
            }
        }
    }

    /// <summary>Reads as much as there is, at most what fits.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        lock (_lock)
        {
            int total = (int)Math.Clamp(_length - offset, 0, buffer.Length);
            for (int done = 0; done < total;)
            {
                (long page, long start) = Math.DivRem(offset + done, PageSize);
                int count = Math.Min(total - done, PageSize - (int)start);
                Span<byte> part = buffer.Slice(done, count);
                if (_pages.TryGetValue(page, out byte[]? content))
                    content.AsSpan((int)start, count).CopyTo(part);
                else
                    part.Clear();
                done += count;
            }

            return total;
        }
    }

    /// <summary>Cuts the file off, or makes it longer with zeros.</summary>
    public void SetLength(long length)
    {
        lock (_lock)
        {
            foreach (long page in _pages.Keys.Where(p => p * PageSize >= length).ToList())
                _pages.Remove(page);
            if (_pages.TryGetValue(length / PageSize, out byte[]? last))
                last.AsSpan((int)(length % PageSize)).Clear();
            _length = length;
        }
    }

    /// <summary>The whole file. For files that fit into an array.</summary>
    public byte[] ToArray()
    {
        byte[] all = new byte[Length];
        Read(0, all);
        return all;
    }
}
