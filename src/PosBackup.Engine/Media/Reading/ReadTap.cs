using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Media.Reading;

/// <summary>What happens to every byte of a sequential pass beside the checks: it is counted, hashed when asked for, and reported.</summary>
/// <param name="hash">SHA-256 of the file; null when not asked for.</param>
/// <param name="meter">Counts the bytes of all files of the media set.</param>
/// <param name="cancellationToken">Ends the pass at the next read.</param>
internal sealed class ReadTap(HashingThread? hash, ReadMeter meter, CancellationToken cancellationToken)
{
    public void Passed(ReadOnlySpan<byte> bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        hash?.Append(bytes);
        meter.Add(bytes.Length);
    }
}

/// <summary>Counts bytes and reports them every few megabytes.</summary>
/// <param name="total">Bytes in all.</param>
/// <param name="progress">Told about them.</param>
internal sealed class ReadMeter(long total, IProgress<OperationProgress>? progress)
{
    private const long Step = 16 << 20;

    private long _reported;

    public long Bytes { get; private set; }

    public void Add(int bytes)
    {
        Bytes += bytes;
        if (progress is not null && (Bytes - _reported >= Step || Bytes == total))
        {
            _reported = Bytes;
            progress.Report(new OperationProgress(total == 0 ? 100 : Math.Min(100d * Bytes / total, 100), Bytes, total));
        }
    }
}
