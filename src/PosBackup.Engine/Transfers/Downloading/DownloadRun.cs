using System.Globalization;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;

namespace PosBackup.Engine.Transfers.Downloading;

/// <summary>
/// One media file from one target to this machine, resumed as often as it takes.
/// <code>
/// here already? ─► the part ─► its tail is the target's ─► the rest ─► length, SHA-256 ─► flush, rename ─► manifest
/// </code>
/// Until the rename nobody sees the file. Whatever breaks off is found by the next attempt, from this target or another: the part is named by its content.
/// </summary>
internal sealed class DownloadRun(DownloadContext context, FetchItem item, IBackupTarget target, FetchSource source, Operation operation, DownloadCourse course)
{
    private readonly LocalCopy _copy = new(item, context.Clock);

    private string Part => PartOf(item);

    /// <summary>What a file is called here until it is proven.</summary>
    public static string PartOf(FetchItem item) => $"{item.File}.{IdOf(item)}.part";

    /// <summary>Fetches the file.</summary>
    /// <exception cref="PosBackupException">
    /// A <see cref="TargetException"/> that does not pass; CopyCorrupt: twice other bytes came than were backed up; FileAccess, NoSpace, Busy: the file here.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        RetryRound round = new RetryPolicy(context.Retry, context.Clock, Random.Shared, TellOfRetry).Begin();
        if (await round.RunAsync(() => _copy.IsHereAsync(target, source.Path, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            course.WasHere = true;
            await _copy.DescribeAsync(isFresh: false, cancellationToken).ConfigureAwait(false);
            return;
        }

        PartialFile part = PartialFile.Open(Part, item.Length);
        await using (part.ConfigureAwait(false))
        {
            await ReceiveAsync(part, round, cancellationToken).ConfigureAwait(false);
            part.Flush(source.ModifiedAt);
        }

        _copy.Publish(Part);
        await _copy.DescribeAsync(isFresh: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a part is named by: the hash of the content, or where nobody has read it, what is listed of it.</summary>
    private static string IdOf(FetchItem item) => item.Manifest is { } manifest ? RepositoryLayout.IdOf(manifest)
        : RepositoryLayout.IdOf(string.Create(CultureInfo.InvariantCulture, $"{item.Sources[0].Path}/{item.Length}/{item.Sources[0].ModifiedAt:O}"));

    private async Task ReceiveAsync(PartialFile part, RetryRound round, CancellationToken cancellationToken)
    {
        course.BytesCompared += await round.RunAsync(() => part.ResumeAsync(target, source.Path, item.Length, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (course.Attempts == 0)
            course.ResumedAt = part.Length;
        if (part.Length > 0)
            context.Observer.Noted(operation, string.Create(CultureInfo.InvariantCulture, $"goes on at byte {part.Length} of {item.Length}"));

        await round.RunAsync(() => TakeAsync(part, round, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (Wrong(part) is not { } first)
            return;

        context.Observer.Warned(operation, first.Code, $"{first.Message}; it is fetched once more from the beginning", first.Hint);
        part.BeginAnew();
        await round.RunAsync(() => TakeAsync(part, round, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (Wrong(part) is { } again)
        {
            part.BeginAnew();
            throw again;
        }
    }

    private async Task<bool> TakeAsync(PartialFile part, RetryRound round, CancellationToken cancellationToken)
    {
        course.Attempts++;
        if (part.Length < item.Length)
        {
            Stream content = await target.OpenReadAsync(source.Path, part.Length, item.Length - part.Length, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                await part.TakeAsync(content, item.Length, Taken, cancellationToken).ConfigureAwait(false);
        }

        return part.Length == item.Length ? true : throw new TargetException(
            TargetFailure.Lost, string.Create(CultureInfo.InvariantCulture, $"{source.Path} on {target.Name} ended after {part.Length} of {item.Length} bytes"), "If it happens again, see whether the file on the target is being written to.");

        void Taken(int bytes)
        {
            round.Progressed();
            course.BytesReceived += bytes;
            context.Observer.Progressed(operation, new OperationProgress(item.Length == 0 ? 100 : 100.0 * part.Length / item.Length, part.Length, item.Length));
        }
    }

    private PosBackupException? Wrong(PartialFile part)
    {
        string sha256 = part.Hash();
        return item.Manifest?.Sha256 is not { } expected || string.Equals(sha256, expected, StringComparison.Ordinal) ? null : new PosBackupException(
            ErrorCode.CopyCorrupt,
            $"{source.Path} on {target.Name} is not what was backed up: its SHA-256 is {sha256}, its manifest says {expected}",
            "Fetch it from another target, or choose a moment that does not need it. Have the disk and the memory of the server checked.");
    }

    private void TellOfRetry(TargetException failure, TimeSpan wait) =>
        context.Observer.Warned(operation, failure.Code, string.Create(CultureInfo.InvariantCulture, $"{failure.Message}; going on in {wait.TotalSeconds:0.#} s"), failure.Hint);
}
