using System.Buffers;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Transfers;

/// <summary>SHA-256 of streams, computed on a thread of its own beside the reading.</summary>
internal static class StreamHash
{
    private const int BufferBytes = 256 << 10;

    /// <summary>Reads a stream to its end.</summary>
    public static async Task<HashedLength> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = new HashingThread(share: 1);
        long length = await AppendAsync(hash, stream, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return new HashedLength(hash.Finish(), length);
    }

    /// <summary>Reads up to so many bytes of a stream into a hash; answers how many there were.</summary>
    public static async Task<long> AppendAsync(HashingThread hash, Stream stream, long count, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long done = 0;
            while (done < count)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferBytes, count - done)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;

                hash.Append(buffer.AsSpan(0, read));
                done += read;
            }

            return done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>What a stream was.</summary>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct HashedLength(string Sha256, long Length);
