using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// One media file to one target, resumed as often as it takes.
/// <code>
/// upload, replace   find the part ─► how much of it is the source's ─► send the rest ─► size ─► prove ─► publish
/// append            prove the copy ─► how much was added already    ─► send the rest ─► size ─► prove ─► manifest
/// </code>
/// Until the rename nobody sees the new file, and until then the old one is untouched. Whatever breaks off in between is found by the next attempt, of this run or of
/// one after a power cut, by looking at the target.
/// </summary>
internal sealed class UploadRun(UploadContext context, SyncItem item, Operation operation)
{
    private readonly bool _isRanged = RangedSending.IsFor(context, item);
    private readonly TargetPath _work = WorkOf(context, item);
    private readonly UploadJournal _journal = new(context, operation, WorkOf(context, item));

    /// <summary>What was sent. Of a file here that nobody hashed only this tells what its manifest is called on its way.</summary>
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private Publication? _publication;
    private bool _isSecondTry;
    private bool _hasLostBefore;

    /// <summary>What it took.</summary>
    public UploadCourse Course { get; } = new();

    private IBackupTarget Target => context.Target;

    /// <summary>Ships the file; answers the proven copy.</summary>
    /// <exception cref="PosBackupException">
    /// A <see cref="TargetException"/> that does not pass; SourceChanged, FileAccess: the file here; CopyCorrupt: twice other bytes came back than were sent, or the
    /// copy that was to be continued is not what it was.
    /// </exception>
    public async Task<BackupCopy> RunAsync(CancellationToken cancellationToken)
    {
        RetryRound round = new RetryPolicy(context.Retry, context.Clock, Random.Shared, TellOfRetry).Begin();
        while (true)
        {
            long before = Course.BytesGained;
            Course.Attempts++;
            try
            {
                return await AttemptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (TargetException e) when (MayTryAgain(round, e, hasProgressed: Course.BytesGained > before))
            {
                await round.WaitAsync(e, cancellationToken).ConfigureAwait(false);
            }
            catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt && item.Action != SyncAction.Append && !_isSecondTry)
            {
                (_isSecondTry, _publication) = (true, null);
                context.Observer.Warned(operation, e.Code, $"{e.Message}; it is sent once more from the beginning", e.Hint);
                await DiscardAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A line that moves something between two failures may fail for ever.</summary>
    private static bool MayTryAgain(RetryRound round, TargetException failure, bool hasProgressed)
    {
        if (hasProgressed)
            round.Progressed();

        return round.MayTryAgain(failure);
    }

    private void TellOfRetry(TargetException failure, TimeSpan wait) =>
        context.Observer.Warned(operation, failure.Code, string.Create(CultureInfo.InvariantCulture, $"{failure.Message}; going on in {wait.TotalSeconds:0.#} s"), failure.Hint);

    private async Task<BackupCopy> AttemptAsync(CancellationToken cancellationToken)
    {
        SourceFile source = SourceFile.Open(item.Manifest);
        await using (source.ConfigureAwait(false))
        {
            TargetEntry? part = await Target.StatAsync(_work, cancellationToken).ConfigureAwait(false);
            if (part is null && _publication is { WasTried: true } && await Target.StatAsync(item.Path, cancellationToken).ConfigureAwait(false) is { } published && published.Length == source.Length)
            {
                string again = await source.HashAsync(cancellationToken).ConfigureAwait(false);
                source.Require(again);
                return await ConcludeAsync(source, item.Path, again, cancellationToken).ConfigureAwait(false);
            }

            await SpaceThere.RequireAsync(context, item, part, cancellationToken).ConfigureAwait(false);
            string sha256 = await SendAsync(source, part, cancellationToken).ConfigureAwait(false);
            _sent.Add(sha256);
            await RequireSourceAsync(source, sha256, cancellationToken).ConfigureAwait(false);
            await RequireSizeAsync(source, cancellationToken).ConfigureAwait(false);
            return await ConcludeAsync(source, _work, sha256, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<string> SendAsync(SourceFile source, TargetEntry? part, CancellationToken cancellationToken) => _isRanged
        ? new RangedSending(context, operation, _work, _journal, Course).SendAsync(source, part, cancellationToken)
        : new Sending(context, item, operation, _work, _journal, Course).SendAsync(source, part, cancellationToken);

    /// <summary>Where the bytes go until they are proven. A file with holes has another name than one without: its length tells nothing.</summary>
    private static TargetPath WorkOf(UploadContext context, SyncItem item) => item.Action == SyncAction.Append ? item.Path
        : RangedSending.IsFor(context, item) ? RepositoryLayout.RangedPartOf(item.Path, item.Manifest)
        : RepositoryLayout.PartOf(item.Path, RepositoryLayout.IdOf(item.Manifest));

    /// <summary>Proves what lies under a name, gives it its own, and writes down what it is.</summary>
    private async Task<BackupCopy> ConcludeAsync(SourceFile source, TargetPath at, string sha256, CancellationToken cancellationToken)
    {
        var proving = new Operation("prove", $"{item.Path.Name} on {Target.Name}");
        context.Observer.Started(proving);
        CopyProof proof;
        try
        {
            proof = await ProveAsync(at, source, sha256, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Observer.Finished(proving);
        }

        Course.BytesReadBack += proof.BytesRead;
        _publication ??= new Publication(context, item, _journal);
        return await _publication.RunAsync(at, sha256, proof, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A file that was sent in ranges and resumed had holes, of which a sample might see none; and when its source was written to, nobody has hashed what was sent. Whole
    /// proofs go by the hash alone. So does that of a file which has its name already: whether our rename gave it that or somebody put it there, no sample tells. A sample
    /// that differs may differ because of what became of the source since, so that then too the hash decides.
    /// </summary>
    private async Task<CopyProof> ProveAsync(TargetPath at, SourceFile source, string sha256, CancellationToken cancellationToken)
    {
        var prover = new CopyProver(Target, context.Verification);
        var content = new SourceContent(source.Stream, source.Length, sha256);
        if (at != _work || (_isRanged && (Course.ResumedAt > 0 || Course.Attempts > 1 || !source.IsStill)))
            return await prover.ProveWholeAsync(at, content, cancellationToken).ConfigureAwait(false);

        try
        {
            return await prover.ProveAsync(at, content, context.NextSeed(), cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt && !source.IsStill)
        {
            return await prover.ProveWholeAsync(at, content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is on the target is of no use when the source is not what it should be.</summary>
    private async Task RequireSourceAsync(SourceFile source, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            source.Require(sha256);
        }
        catch (PosBackupException) when (item.Action != SyncAction.Append)
        {
            await DiscardAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Removes what is of no use. That it cannot be is told beside what made it so. A manifest that was put already goes first: without the part beside it, it would be
    /// taken for that of the old copy.
    /// </summary>
    private async Task DiscardAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (string sha256 in item.Manifest.Sha256 is { } expected ? [expected] : _sent)
                await Target.DeleteAsync(RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(item.Path), RepositoryLayout.IdOf(item.Manifest with { Sha256 = sha256 })), cancellationToken).ConfigureAwait(false);
            await Target.DeleteAsync(_work, cancellationToken).ConfigureAwait(false);
            _journal.Remove();
        }
        catch (TargetException e)
        {
            context.Observer.Warned(operation, e.Code, $"the remains of the upload, {_work}, could not be removed: {e.Message}", e.Hint);
        }
    }

    /// <summary>A server may lose what it has acknowledged: then the next attempt goes on where the file ends. One that loses it again would do so for ever.</summary>
    private async Task RequireSizeAsync(SourceFile source, CancellationToken cancellationToken)
    {
        long length = (await Target.StatAsync(_work, cancellationToken).ConfigureAwait(false))?.Length ?? 0;
        if (length > source.Length)
            throw new PosBackupException(ErrorCode.CopyCorrupt, string.Create(CultureInfo.InvariantCulture, $"{_work} on {Target.Name} has {length} bytes, {source.Length} were sent"), "See whether somebody else writes to that file.");
        if (length == source.Length)
            return;

        string lost = string.Create(CultureInfo.InvariantCulture, $"{_work} on {Target.Name} has {length} bytes after {source.Length} were acknowledged");
        if (_hasLostBefore)
        {
            throw new TargetException(
                TargetFailure.Unknown,
                $"{lost}, and it is not the first time: the server does not keep what it takes",
                "Look at the server for a quota or a full disk that it does not tell of, and for a virus scanner or a filter that takes files away.");
        }

        _hasLostBefore = true;
        throw new TargetException(TargetFailure.Lost, $"{lost}: the server lost some", "If it happens again, look at the disk and the log of the server.");
    }
}
