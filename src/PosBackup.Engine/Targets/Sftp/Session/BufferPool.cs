namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Buffers of one size that are used again within a session. Keeps 6 MiB; whoever needs more gets new ones.</summary>
internal sealed class BufferPool
{
    private const int KeptBytes = 6 << 20;

    private readonly Stack<byte[]> _free = new();
    private int _size = (32 << 10) + Head;

    /// <summary>Bytes beside a file's bytes in a buffer; more than any packet's head has, for handles have at most 256 bytes.</summary>
    public const int Head = 512;

    /// <summary>Sets how many bytes of a file a buffer holds, once the server's limits are known.</summary>
    public void Use(int bytes)
    {
        lock (_free)
        {
            _size = bytes + Head;
            _free.Clear();
        }
    }

    public byte[] Rent()
    {
        int size;
        lock (_free)
        {
            if (_free.TryPop(out byte[]? buffer))
                return buffer;

            size = _size;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Takes a buffer back; one of another size is let go.</summary>
    public void Return(byte[] buffer)
    {
        lock (_free)
        {
            if (buffer.Length == _size && _free.Count * (long)_size < KeptBytes)
                _free.Push(buffer);
        }
    }
}
