using System.Buffers;
using System.Security.Cryptography;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Reading;

/// <summary>SHA-256 of a file while it is checked or sent, on a thread of its own. The reader waits only when it is several blocks ahead.</summary>
/// <remarks>Both sides wait asleep: collections that block spin first, which took more processor time on two cores than the hash itself saves.</remarks>
internal sealed class HashingThread : IDisposable
{
    private const int MaxBlockSize = 256 * 1024; // small enough to be hashed out of the cache it was copied into
    private const int Blocks = 4;

    private readonly Queue<(byte[] Block, int Length)> _filled = new(Blocks);
    private readonly Stack<byte[]> _free = new(Blocks);
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
            byte[] block = Free() ?? ArrayPool<byte>.Shared.Rent(_blockSize);
            int length = Math.Min(bytes.Length, _blockSize);
            bytes[..length].CopyTo(block);
            Fill(block, length);
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

        lock (_filled)
        {
            _isOver = true;
            Monitor.PulseAll(_filled);
        }

        _thread.Join();
        while (_free.TryPop(out byte[]? block))
            ArrayPool<byte>.Shared.Return(block);
    }

    private byte[]? Free()
    {
        lock (_filled)
            return _free.TryPop(out byte[]? block) ? block : null;
    }

    private void Fill(byte[] block, int length)
    {
        lock (_filled)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            while (_filled.Count == Blocks)
                Monitor.Wait(_filled);
            _filled.Enqueue((block, length));
            if (_filled.Count == 1)
                Monitor.PulseAll(_filled);
        }
    }

    private void Run()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (Next() is { Block: { } block } filled)
        {
            sha.AppendData(block.AsSpan(0, filled.Length));
            lock (_filled)
                _free.Push(block);
        }

        _hash = sha.GetHashAndReset();
    }

    /// <summary>The next block; one without bytes when all are hashed.</summary>
    private (byte[]? Block, int Length) Next()
    {
        lock (_filled)
        {
            while (_filled.Count == 0)
            {
                if (_isOver)
                    return default;

                Monitor.Wait(_filled);
            }

            if (_filled.Count == Blocks)
                Monitor.PulseAll(_filled);
            return _filled.Dequeue();
        }
    }
}
