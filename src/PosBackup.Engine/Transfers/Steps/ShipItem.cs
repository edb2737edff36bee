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
#pragma warning disable CA1031 // Whatever it is, it is this file's alone: the others go on, and the report says it.
        catch (Exception e)
#pragma warning restore CA1031
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
        { Action: SyncAction.Append, Known: { } known } => FromAnyAsync(item, what => AppendAsync(what, known, cancellationToken)),
        _ => UploadAsync(item, cancellationToken),
    };

    private Task<BackupCopy> UploadAsync(SyncItem what, CancellationToken cancellationToken) => FromAnyAsync(what, one => UploadOneAsync(one, cancellationToken));

    /// <summary>From the first file here of this content that can be read and is what was backed up.</summary>
    private async Task<BackupCopy> FromAnyAsync(SyncItem what, Func<SyncItem, Task<BackupCopy>> ship)
    {
        foreach (Manifest other in what.Alike)
        {
            try
            {
                return await ship(what).ConfigureAwait(false);
            }
            catch (PosBackupException e) when (e.Code is ErrorCode.SourceChanged or ErrorCode.FileAccess)
            {
                _notes.Add(new SyncNote(e.Code, $"{e.Message}; going on with {other.Media.Path}", e.Hint));
                what = what with { Manifest = other };
            }
        }

        return await ship(what).ConfigureAwait(false);
    }

    private async Task<BackupCopy> UploadOneAsync(SyncItem what, CancellationToken cancellationToken)
    {
        _path = what.Path;
        var run = new UploadRun(context, what, _operation);
        _course = run.Course;
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Both beginnings have to be the one that was proven: the file's here, and the copy's there.</summary>
    private async Task<BackupCopy> AppendAsync(SyncItem what, BackupCopy known, CancellationToken cancellationToken)
    {
        try
        {
            await RequireBeginningAsync(what.Manifest, known, cancellationToken).ConfigureAwait(false);
            return await UploadOneAsync(what, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt)
        {
            _notes.Add(new SyncNote(e.Code, e.Message, e.Hint));
            catalog.Forget(known);
            return await UploadOneAsync(Beside(what), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RequireBeginningAsync(Manifest manifest, BackupCopy known, CancellationToken cancellationToken)
    {
        SourceFile source = SourceFile.Open(manifest);
        await using (source.ConfigureAwait(false))
        {
            using var hash = new HashingThread(share: 1);
            await StreamHash.AppendAsync(hash, source.Stream, known.Length, cancellationToken).ConfigureAwait(false);
            if (!string.Equals(hash.Finish(), known.Sha256, StringComparison.Ordinal))
            {
                throw new PosBackupException(
                    ErrorCode.CopyCorrupt, $"{source.Path} does not begin as its copy on {context.Target.Name} does: it was not appended to but rewritten", "The file is sent whole under another name.");
            }
        }
    }

    /// <summary>
    /// A file of the right name and length that nobody has proven: ours after a crash, somebody else's, or one that has rotted. Every byte is read; the file here only
    /// where nobody knows its hash.
    /// </summary>
    private async Task<BackupCopy> AdoptAsync(CancellationToken cancellationToken)
    {
        string sha256 = item.Manifest.Sha256 ?? await HashSourceAsync(cancellationToken).ConfigureAwait(false);
        CopyProof proof;
        try
        {
            proof = await ProveWholeAsync(sha256, item.Manifest.Media.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.CopyCorrupt)
        {
            _notes.Add(new SyncNote(ErrorCode.CopyCorrupt, $"{item.Path} on {context.Target.Name} is other content than {item.File}, which has to go beside it", "See whose file it is."));
            return await UploadAsync(Beside(item), cancellationToken).ConfigureAwait(false);
        }

        return await DescribeAsync(sha256, proof, context.Clock.GetUtcNow(), wholeAt: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> HashSourceAsync(CancellationToken cancellationToken)
    {
        SourceFile source = SourceFile.Open(item.Manifest);
        await using (source.ConfigureAwait(false))
        {
            string sha256 = await source.HashAsync(cancellationToken).ConfigureAwait(false);
            source.Require(sha256);
            return sha256;
        }
    }

    /// <summary>Every byte of an old copy. One that has rotted does not count any more, and is sent again, if what is here is what was shipped.</summary>
    private async Task<BackupCopy> ProveAgainAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        CopyProof proof;
        try
        {
            proof = await ProveTwiceAsync(known, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (IsLoss(e))
        {
            _notes.Add(new SyncNote(e.Code, e.Message, "It is sent again. Have the disk of the server checked."));
            return await ReplaceLostAsync(known, cancellationToken).ConfigureAwait(false);
        }

        return await DescribeAsync(known.Sha256, proof, known.ShippedAt, known.WholeAt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A copy is not given up for one bad read, of its server's memory or of the way here.</summary>
    private async Task<CopyProof> ProveTwiceAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        try
        {
            return await ProveWholeAsync(known.Sha256, known.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (IsLoss(e))
        {
            context.Observer.Warned(_operation, e.Code, $"{e.Message}; it is read once more", e.Hint);
            return await ProveWholeAsync(known.Sha256, known.Length, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What is sent has to have the hash that was proven, also where nobody hashed the file here: it may have rotted as well. There the record stays, without its proof,
    /// until the new copy is proven, for nothing else keeps that hash.
    /// </summary>
    private async Task<BackupCopy> ReplaceLostAsync(BackupCopy known, CancellationToken cancellationToken)
    {
        if (item.Manifest.Sha256 is not null)
            catalog.Forget(known);
        else
            catalog.Record(known.WithoutProof());

        SyncItem again = item with { Manifest = item.Manifest with { Sha256 = known.Sha256 } };
        BackupCopy copy = await UploadAsync(
            isAppendOnly ? Beside(again) : again with { Action = SyncAction.Replace, Reason = "its copy was damaged", Bytes = known.Length }, cancellationToken).ConfigureAwait(false);
        catalog.Forget(known);
        return copy;
    }

    private static bool IsLoss(PosBackupException e) => e.Code is ErrorCode.CopyCorrupt or ErrorCode.TargetFileNotFound;

    private async Task<CopyProof> ProveWholeAsync(string sha256, long length, CancellationToken cancellationToken)
    {
        CopyProof proof = await new CopyProver(context.Target, context.Verification)
            .ProveWholeAsync(item.Path, new SourceContent(Stream.Null, length, sha256), cancellationToken).ConfigureAwait(false);
        _course.BytesReadBack += proof.BytesRead;
        return proof;
    }

    /// <summary>Writes the manifest of what was proven. Where nothing may be changed, one that is there stays.</summary>
    private async Task<BackupCopy> DescribeAsync(string sha256, CopyProof proof, DateTimeOffset shippedAt, DateTimeOffset? wholeAt, CancellationToken cancellationToken)
    {
        var record = new CopyRecord(context, item);
        if (!isAppendOnly || await context.Target.StatAsync(RepositoryLayout.ManifestOf(item.Path), cancellationToken).ConfigureAwait(false) is null)
        {
            await PublishLeftAsync(record, sha256, cancellationToken).ConfigureAwait(false);
            await record.WriteAsync(sha256, proof, cancellationToken).ConfigureAwait(false);
        }

        return record.Of(sha256, proof, shippedAt, wholeAt);
    }

    /// <summary>A broken-off publication left a manifest under the temporary name that the new one will have: it may be all that describes the file, so it gets its own name first.</summary>
    private async Task PublishLeftAsync(CopyRecord record, string sha256, CancellationToken cancellationToken)
    {
        TargetPath part = RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(item.Path), RepositoryLayout.IdOf(item.Manifest with { Sha256 = sha256 }));
        if (await context.Target.StatAsync(part, cancellationToken).ConfigureAwait(false) is { } left
            && await UnpublishedManifests.ReadAsync(context.Target, left, item.Path, item.Manifest.Media.Length, cancellationToken).ConfigureAwait(false) is not null)
        {
            await record.PublishManifestAsync(part, cancellationToken).ConfigureAwait(false);
        }
    }

    private static SyncItem Beside(SyncItem item) => item with
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
