using System.Buffers;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Proving;

/// <summary>Reads ranges of a file back from a target and compares them with the source, byte by byte.</summary>
internal sealed class RangeComparison(IBackupTarget target, TargetPath path, Stream source)
{
    private const int BufferBytes = 256 << 10;

    /// <summary>Bytes that were read back.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The first byte that differs, or that the target does not have; null when the range is the same.</summary>
    public async Task<long?> FirstDifferenceAsync(SampledRange range, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
            return null;

        byte[] theirs = ArrayPool<byte>.Shared.Rent(BufferBytes);
        byte[] ours = ArrayPool<byte>.Shared.Rent(BufferBytes);
        Stream copy = await target.OpenReadAsync(path, range.Offset, range.Length, cancellationToken).ConfigureAwait(false);
        try
        {
            source.Position = range.Offset;
            for (long at = range.Offset; at < range.End;)
            {
                int want = (int)Math.Min(BufferBytes, range.End - at);
                int read = await copy.ReadAtLeastAsync(theirs.AsMemory(0, want), want, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                int have = await source.ReadAtLeastAsync(ours.AsMemory(0, want), want, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                BytesRead += read;
                int same = theirs.AsSpan(0, read).CommonPrefixLength(ours.AsSpan(0, have));
                if (same < want)
                    return at + same;

                at += want;
            }

            return null;
        }
        finally
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(theirs);
            ArrayPool<byte>.Shared.Return(ours);
        }
    }

    /// <summary>The first byte that differs in any of several ranges; null when they are the same.</summary>
    public async Task<long?> FirstDifferenceAsync(IReadOnlyList<SampledRange> ranges, CancellationToken cancellationToken)
    {
        foreach (SampledRange range in ranges)
        {
            if (await FirstDifferenceAsync(range, cancellationToken).ConfigureAwait(false) is { } difference)
                return difference;
        }

        return null;
    }
}
