using System.Globalization;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>One attempt to get the bytes to the target: from where the proven part ends, by one connection, hashed on the way.</summary>
internal sealed class Sending(UploadContext context, SyncItem item, Operation operation, TargetPath work, UploadJournal journal, UploadCourse course)
{
    /// <summary>Sends what is missing; answers the SHA-256 of the whole source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="part">What is on the target; null for nothing.</param>
    /// <param name="cancellationToken">Breaks off; what was sent stays.</param>
    public async Task<string> SendAsync(SourceFile source, TargetEntry? part, CancellationToken cancellationToken)
    {
        long offset = await ResumeAtAsync(source, part, cancellationToken).ConfigureAwait(false);
        if (course.Attempts == 1)
            await CountResentAsync(offset, cancellationToken).ConfigureAwait(false);
        course.GoOnAt(offset);
        using var hash = new HashingThread(share: 1);
        source.Stream.Position = 0;
        await StreamHash.AppendAsync(hash, source.Stream, offset, cancellationToken).ConfigureAwait(false);
        var content = new HashedContent(source.Stream, hash);
        JournalKeeper keeper = journal.Keep(source, [new RangeProgress(0, source.Length, offset)]);
        try
        {
            var request = new PutRequest
            {
                Mode = part is null || offset == 0 ? PutMode.Create : PutMode.Continue,
                Offset = offset,
                Length = source.Length - offset,
                ModifiedAt = source.ModifiedAt,
                Acknowledged = keeper.Range(0, offset, new Told(context.Observer, operation, source.Length)),
            };
            await context.Target.PutAsync(work, content, request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            course.Acknowledge(keeper.Acknowledged(0));
            await keeper.DisposeAsync().ConfigureAwait(false);
        }

        return hash.Finish();
    }

    /// <summary>Where to go on: behind what is proven to be the source's.</summary>
    private async Task<long> ResumeAtAsync(SourceFile source, TargetEntry? part, CancellationToken cancellationToken)
    {
        long keep = item.Action == SyncAction.Append ? item.Known!.Length : 0;
        if (part is null || part.Length == 0 || part.Length > source.Length || !context.Description.Can(TargetFeatures.Continue))
            return keep == 0 ? 0 : throw Damaged("it is gone, or longer than it should be");

        var comparison = new RangeComparison(context.Target, work, source.Stream);
        long offset = await ResumePoint.FindAsync(comparison, keep, part.Length, context.Verification.Blocks, context.NextSeed(), cancellationToken).ConfigureAwait(false);
        course.BytesReadBack += comparison.BytesRead;
        if (offset < keep)
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"of the {keep} bytes that were proven not all are those of the file here any more"));

        if (offset > keep)
        {
            context.Observer.Noted(operation, string.Create(CultureInfo.InvariantCulture, $"goes on at byte {offset} of {source.Length}"));
            if (course.Attempts == 1)
                course.ResumedAt = offset;
        }

        return offset;
    }

    private PosBackupException Damaged(string why) => new(
        ErrorCode.CopyCorrupt, $"{work} on {context.Target.Name} cannot be continued: {why}", "The file is sent whole under another name.");

    /// <summary>What was acknowledged before and is sent again now.</summary>
    private async Task CountResentAsync(long offset, CancellationToken cancellationToken)
    {
        if (await journal.ReadAsync(cancellationToken).ConfigureAwait(false) is { Ranges: [var range] })
            course.BytesResent += Math.Max(0, range.Acknowledged - offset);
    }

    private sealed class Told(IOperationObserver observer, Operation operation, long total) : IProgress<long>
    {
        public void Report(long value) => observer.Progressed(operation, new OperationProgress(total == 0 ? 100 : 100.0 * value / total, value, total));
    }
}
