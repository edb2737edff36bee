using PosBackup.Engine.Files;

namespace PosBackup.Engine.Transfers.Journal;

/// <summary>
/// Writes down how far an upload was acknowledged, every two seconds while it moves, and a last time when it stops. What cannot be written stops nothing: the
/// upload is resumed by what is on the target.
/// </summary>
internal sealed class JournalKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly JournalFile<TransferJournal> _file;
    private readonly CancellationTokenSource _over = new();
    private readonly long[] _acknowledged;
    private readonly Task _writing;
    private TransferJournal _journal;
    private bool _isWritten;

    public JournalKeeper(JournalFile<TransferJournal> file, TransferJournal journal, TimeProvider clock)
    {
        (_file, _journal) = (file, journal);
        _acknowledged = [.. journal.Ranges.Select(range => range.Acknowledged)];
        _writing = KeepAsync(new PeriodicTimer(Interval, clock));
    }

    /// <summary>Where one range of the upload reports to: bytes acknowledged of a put that began at an offset.</summary>
    public IProgress<long> Range(int index, long offset, IProgress<long>? also) => new Mark(this, index, offset, also);

    /// <summary>What is acknowledged of a range, from the start of the file.</summary>
    public long Acknowledged(int index) => Volatile.Read(ref _acknowledged[index]);

    /// <summary>Writes a last time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
#pragma warning disable VSTHRD003 // Begun by the constructor of this very object, on the pool.
        await _writing.ConfigureAwait(false);
#pragma warning restore VSTHRD003
        await WriteAsync().ConfigureAwait(false);
        _over.Dispose();
    }

    private async Task KeepAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            await WriteAsync().ConfigureAwait(false);
            try
            {
                while (await timer.WaitForNextTickAsync(_over.Token).ConfigureAwait(false))
                    await WriteAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // It is over; the last state is written by whoever ends it.
            }
        }
    }

    private async Task WriteAsync()
    {
        RangeProgress[] ranges = [.. _journal.Ranges.Select((range, i) => range with { Acknowledged = Acknowledged(i) })];
        if (_isWritten && ranges.SequenceEqual(_journal.Ranges))
            return;

        _journal = _journal with { Ranges = ranges };
        try
        {
            await _file.WriteAsync(_journal, CancellationToken.None).ConfigureAwait(false);
            _isWritten = true;
        }
        catch (PosBackupException)
        {
            // The upload itself is what counts.
        }
    }

    private sealed class Mark(JournalKeeper keeper, int index, long offset, IProgress<long>? also) : IProgress<long>
    {
        public void Report(long value)
        {
            Volatile.Write(ref keeper._acknowledged[index], offset + value);
            also?.Report(offset + value);
        }
    }
}
