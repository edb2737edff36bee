using System.Globalization;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// One attempt to get the bytes to the target by several connections, each a range of the file. The file on the target has holes meanwhile, so only the journal makes
/// it worth anything: without one the upload begins anew. Hashing reads the source beside it, in its own order, so that it proves what was sent only as long as nobody
/// writes to the source.
/// </summary>
internal sealed class RangedSending(UploadContext context, Operation operation, TargetPath work, UploadJournal journal, UploadCourse course)
{
    /// <summary>Whether a file is worth it, and the target can.</summary>
    public static bool IsFor(UploadContext context, SyncItem item) =>
        context.Connections > 1
        && item.Action != SyncAction.Append
        && item.Manifest.Media.Length >= 2 * RangePlanner.ShortestRange
        && context.Description.Can(TargetFeatures.Continue | TargetFeatures.WriteAnywhere);

    /// <summary>Sends what is missing; answers the SHA-256 of the whole source.</summary>
    public async Task<string> SendAsync(SourceFile source, TargetEntry? part, CancellationToken cancellationToken)
    {
        IReadOnlyList<RangeProgress> ranges = await PlanAsync(source, part, cancellationToken).ConfigureAwait(false);
        if (ranges.All(range => range.Acknowledged == range.From))
        {
            // The journal of an upload before this one speaks of bytes that are not there any more: without it, whoever finds the file begins anew.
            journal.Remove();
            await context.Target.PutAsync(work, Stream.Null, new PutRequest { Length = 0 }, cancellationToken).ConfigureAwait(false);
        }

        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string> hashing = source.HashAsync(broken.Token);
        JournalKeeper keeper = journal.Keep(source, ranges);
        try
        {
            await SendAsync(source, ranges, keeper, broken).ConfigureAwait(false);
        }
        finally
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            if (broken.IsCancellationRequested)
                await ((Task)hashing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await hashing.ConfigureAwait(false);
    }

    /// <summary>All ranges at once. The first that breaks breaks the others off; its failure is what is told.</summary>
    private async Task SendAsync(SourceFile source, IReadOnlyList<RangeProgress> ranges, JournalKeeper keeper, CancellationTokenSource broken)
    {
        var told = new Told(context.Observer, operation, ranges, keeper, source.Length);
        Task[] sending = [.. ranges.Select((range, i) => SendRangeAsync(source, range, i, keeper, told, broken.Token))];
        Exception? first = null;
        List<Task> under = [.. sending];
        while (under.Count > 0)
        {
            Task done = await Task.WhenAny(under).ConfigureAwait(false);
            under.Remove(done);
            if (done.IsCompletedSuccessfully || first is not null)
                continue;

            first = done.Exception?.InnerException ?? new OperationCanceledException(broken.Token);
            await broken.CancelAsync().ConfigureAwait(false);
        }

        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    private async Task SendRangeAsync(SourceFile source, RangeProgress range, int index, JournalKeeper keeper, IProgress<long> told, CancellationToken cancellationToken)
    {
        FileStream stream = SourceFile.OpenStream(source.Path);
        await using (stream.ConfigureAwait(false))
        {
            long offset = range.Acknowledged;
            stream.Position = offset;
            var request = new PutRequest
            {
                Mode = PutMode.Continue,
                Offset = offset,
                Length = range.To - offset,
                ModifiedAt = source.ModifiedAt,
                Acknowledged = keeper.Range(index, offset, told),
            };
            try
            {
                await context.Target.PutAsync(work, stream, request, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                course.AddSent(keeper.Acknowledged(index) - offset);
            }
        }
    }

    /// <summary>The ranges, each with where to go on.</summary>
    private async Task<IReadOnlyList<RangeProgress>> PlanAsync(SourceFile source, TargetEntry? part, CancellationToken cancellationToken)
    {
        TransferJournal? before = await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (before is null || before.Length != source.Length || !RangePlanner.Cover(before.Ranges, source.Length))
            return RangePlanner.Split(source.Length, context.Connections);

        if (part is null)
        {
            course.BytesResent += before.Ranges.Sum(range => range.Acknowledged - range.From);
            return RangePlanner.Split(source.Length, context.Connections);
        }

        var comparison = new RangeComparison(context.Target, work, source.Stream);
        var ranges = new List<RangeProgress>(before.Ranges.Count);
        foreach (RangeProgress range in before.Ranges)
        {
            long offset = await RangeEnd.FindAsync(comparison, range, part.Length, cancellationToken).ConfigureAwait(false);
            course.BytesResent += Math.Max(0, range.Acknowledged - offset);
            ranges.Add(range with { Acknowledged = offset });
        }

        course.BytesReadBack += comparison.BytesRead;
        long there = ranges.Sum(range => range.Acknowledged - range.From);
        context.Observer.Noted(operation, string.Create(CultureInfo.InvariantCulture, $"goes on with {there} of {source.Length} bytes there"));
        if (course.Attempts == 1)
            course.ResumedAt = there;
        return ranges;
    }

    /// <summary>What all ranges have together.</summary>
    private sealed class Told(IOperationObserver observer, Operation operation, IReadOnlyList<RangeProgress> ranges, JournalKeeper keeper, long total) : IProgress<long>
    {
        public void Report(long value)
        {
            long done = 0;
            for (int i = 0; i < ranges.Count; i++)
                done += keeper.Acknowledged(i) - ranges[i].From;

            observer.Progressed(operation, new OperationProgress(100.0 * done / total, done, total));
        }
    }
}
