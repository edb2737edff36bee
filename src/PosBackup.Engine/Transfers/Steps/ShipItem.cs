using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Engine.Transfers.Uploading;

namespace PosBackup.Engine.Transfers.Steps;

/// <summary>Does one item of a plan, and what follows when the target is not as the plan took it to be.</summary>
internal sealed class ShipItem(UploadContext context, BackupCatalog catalog, SyncItem item, bool isAppendOnly)
{
    private readonly List<SyncNote> _notes = [];
    private readonly Operation _operation = OperationOf(context, item);
    private TargetPath _path = item.Path;
    private UploadCourse _course = new();

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<SyncNote> Notes => _notes;

    /// <summary>Does it; whatever goes wrong is in the result.</summary>
    public async Task<CopyResult> RunAsync(CancellationToken cancellationToken)
    {
        long began = context.Clock.GetTimestamp();
        context.Observer.Started(_operation);
        try
        {
            BackupCopy copy = await DoAsync(cancellationToken).ConfigureAwait(false);
            catalog.Record(copy);
            return Result(SyncOutcome.Succeeded, began) with { Copy = copy };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Result(SyncOutcome.Cancelled, began) with { Code = ErrorCode.Cancelled, Message = "cancelled", Hint = "The next run goes on where this one was broken off." };
        }
        catch (PosBackupException e)
        {
            return Result(SyncOutcome.Failed, began) with { Code = e.Code, Message = e.Message, Hint = e.Hint };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Result(SyncOutcome.Failed, began) with { Code = ErrorCode.FileAccess, Message = $"cannot read {item.File}: {e.Message}", Hint = "Check the disk that the backups lie on; what was sent is resumed by the next run." };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Result(SyncOutcome.Failed, began) with { Code = ErrorCode.Unknown, Message = Surprise.Of(e), Hint = Surprise.Hint };
        }
        finally
        {
            context.Observer.Finished(_operation);
        }
    }

    private Task<BackupCopy> DoAsync(CancellationToken cancellationToken) => item switch
    {
        { Action: SyncAction.Prove, Known: { } known } => ProveAgainAsync(known, cancellationToken),
        { Action: SyncAction.Prove } => AdoptAsync(cancellationToken),
        { Action: SyncAction.Append, Known: { } known } => AppendAsync(known, cancellationToken),
        _ => UploadAsync(item, cancellationToken),
    };

    private async Task<BackupCopy> UploadAsync(SyncItem what, CancellationToken cancellationToken)
    {
        _path = what.Path;
        var run = new UploadRun(context, what, _operation);
        _course = run.Course;
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Both beginnings have to be the one that was proven: the file's here, and the copy's there.</summary>
    private async Task<BackupCopy> AppendAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        try
        {
            await RequireBeginningAsync(known, cancellationToken).ConfigureAwait(false);
            return await UploadAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt)
        {
            _notes.Add(new SyncNote(e.Code, e.Message, e.Hint));
            catalog.Forget(known);
            return await UploadAsync(Beside(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RequireBeginningAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        SourceFile source = SourceFile.Open(item.Manifest);
        await using (source.ConfigureAwait(false))
        {
            using var hash = new HashingThread(share: 1);
            await StreamHash.AppendAsync(hash, source.Stream, known.Length, cancellationToken).ConfigureAwait(false);
            if (!string.Equals(hash.Finish(), known.Sha256, StringComparison.Ordinal))
            {
                throw new PosBackupException(
                    ErrorCode.CopyCorrupt, $"{item.File} does not begin as its copy on {context.Target.Name} does: it was not appended to but rewritten", "The file is sent whole under another name.");
            }
        }
    }

    /// <summary>A file of the right name and length that nobody has proven: ours after a crash, somebody else's, or one that has rotted. Every byte is read.</summary>
    private async Task<BackupCopy> AdoptAsync(CancellationToken cancellationToken)
    {
        SourceFile source = SourceFile.Open(item.Manifest);
        await using (source.ConfigureAwait(false))
        {
            string sha256 = await source.HashAsync(cancellationToken).ConfigureAwait(false);
            source.Require(sha256);
            try
            {
                CopyProof proof = await new CopyProver(context.Target, context.Verification)
                    .ProveWholeAsync(item.Path, new SourceContent(source.Stream, source.Length, sha256), cancellationToken).ConfigureAwait(false);
                _course.BytesReadBack += proof.BytesRead;
                return await new CopyRecord(context, item).WriteAsync(sha256, proof, cancellationToken).ConfigureAwait(false);
            }
            catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt)
            {
                _notes.Add(new SyncNote(ErrorCode.CopyCorrupt, $"{item.Path} on {context.Target.Name} is other content: {item.File} goes beside it", "See whose file it is."));
                return await UploadAsync(Beside(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Every byte of an old copy. One that has rotted does not count any more, and is sent again.</summary>
    private async Task<BackupCopy> ProveAgainAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        try
        {
            CopyProof proof = await new CopyProver(context.Target, context.Verification)
                .ProveWholeAsync(item.Path, new SourceContent(Stream.Null, known.Length, known.Sha256), cancellationToken).ConfigureAwait(false);
            _course.BytesReadBack += proof.BytesRead;
            var record = new CopyRecord(context, item);
            if (!isAppendOnly || await context.Target.StatAsync(RepositoryLayout.ManifestOf(item.Path), cancellationToken).ConfigureAwait(false) is null)
                await record.WriteAsync(known.Sha256, proof, cancellationToken).ConfigureAwait(false);
            return record.Of(known.Sha256, proof, known.ShippedAt, known.WholeAt);
        }
        catch (PosBackupException e) when (e.Code is ErrorCode.CopyCorrupt or ErrorCode.TargetFileNotFound)
        {
            catalog.Forget(known);
            _notes.Add(new SyncNote(e.Code, e.Message, "It is sent again. Have the disk of the server checked."));
            SyncItem again = isAppendOnly ? Beside() : item with { Action = SyncAction.Replace, Reason = "its copy was damaged", Bytes = known.Length };
            return await UploadAsync(again, cancellationToken).ConfigureAwait(false);
        }
    }

    private SyncItem Beside() => item with
    {
        Action = SyncAction.Upload,
        Path = RepositoryLayout.Beside(item.Path, RepositoryLayout.IdOf(item.Manifest)),
        Reason = "what is there is other content",
        Bytes = item.Manifest.Media.Length,
        Known = null,
    };

    private static Operation OperationOf(UploadContext context, SyncItem item) =>
        new(item.Action == SyncAction.Prove ? "prove" : "ship", $"{item.Path.Name} on {context.Target.Name}");

    private CopyResult Result(SyncOutcome outcome, long began) => new()
    {
        Item = item,
        Outcome = outcome,
        Path = _path,
        Attempts = _course.Attempts,
        ResumedAt = _course.ResumedAt,
        BytesSent = _course.BytesSent,
        BytesResent = _course.BytesResent,
        BytesReadBack = _course.BytesReadBack,
        Duration = context.Clock.GetElapsedTime(began),
    };
}
