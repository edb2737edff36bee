using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Reading;

/// <summary>SHA-256 of a file while it is checked, on a thread of its own. The reader waits only when it is several blocks ahead.</summary>
internal sealed class HashingThread : IDisposable
{
    private const int MaxBlockSize = 256 * 1024; // small enough to be hashed out of the cache it was copied into
    private const int Blocks = 4;

    private readonly BlockingCollection<(byte[] Block, int Length)> _filled = new(Blocks);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly int _blockSize;
    private readonly Thread _thread;
    private byte[]? _hash;
    private bool _isOver;

    /// <param name="share">Files of a media set that are hashed at once, and so share the memory.</param>
    public HashingThread(int share)
    {
        _blockSize = MaxBlockSize / Math.Clamp(share, 1, StripeStream.MaxStripes);
        _thread = new Thread(Run) { IsBackground = true, Name = "SHA-256" };
        _thread.Start();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            byte[] block = _free.TryTake(out byte[]? free) ? free : ArrayPool<byte>.Shared.Rent(_blockSize);
            int length = Math.Min(bytes.Length, _blockSize);
            bytes[..length].CopyTo(block);
            _filled.Add((block, length));
            bytes = bytes[length..];
        }
    }

    /// <summary>Ends the file; answers the hash in lower-case hexadecimal.</summary>
    public string Finish()
    {
        Dispose();
        return Convert.ToHexStringLower(_hash!);
    }

    public void Dispose()
    {
        if (_isOver)
            return;

        _isOver = true;
        _filled.CompleteAdding();
        _thread.Join();
        _filled.Dispose();
        while (_free.TryTake(out byte[]? block))
            ArrayPool<byte>.Shared.Return(block);
    }

    private void Run()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((byte[] block, int length) in _filled.GetConsumingEnumerable())
        {
            sha.AppendData(block.AsSpan(0, length));
            _free.Add(block);
        }

        _hash = sha.GetHashAndReset();
    }
}
