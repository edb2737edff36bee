using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Removes one media set:
/// <code>
/// look again              not what was judged: it is left
/// write "removing"        on the disk before anything goes
/// delete the media files  all stripes
/// delete the manifests    last, so that wherever it is broken off no media lie there that nothing tells of
/// forget                  in the catalog
/// write "removed"
/// </code>
/// Wherever it is broken off, the log tells that it was begun, and the next run ends it. Once begun it is not cancelled.
/// </summary>
internal sealed class MediaRemoval(MediaDecision decision, AuditEntry? begun, IRemovalPlace place, AuditLog log, AuditActor actor)
{
    private readonly HeldMedia _media = decision.Media with { IsBeingRemoved = decision.Media.IsBeingRemoved || begun is not null };
    private readonly List<RetentionNote> _notes = [];
    private long _freed;
    private readonly List<string> _gone = [];
    private bool _isAcknowledged;
    private bool _isWriting;

    /// <summary>What the log had to say.</summary>
    public IReadOnlyList<RetentionNote> Notes => _notes;

    /// <summary>Why it failed; null when it did not.</summary>
    public PosBackupException? Error { get; private set; }

    /// <summary>Whether the log could not be written: without it nothing more may go.</summary>
    public bool IsLogLost => Error is not null && _isWriting;

    /// <summary>Whether the account was refused before anything was gone.</summary>
    public bool IsDenied => Error is TargetException { Failure: TargetFailure.Denied } && !_isAcknowledged;

    /// <summary>Does it; what goes wrong is in the result.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was begun.</exception>
    public async Task<RemovalResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using IDisposable gate = place.Enter(_media);
            return await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            Error = e;
            return new RemovalResult(decision, RemovalOutcome.Failed, _freed) { Code = e.Code, Message = e.Message + GoneAlready(), Hint = e.Hint };
        }
    }

    private async Task<RemovalResult> RemoveAsync(CancellationToken cancellationToken)
    {
        if (await place.DifferenceAsync(_media, cancellationToken).ConfigureAwait(false) is { } difference)
        {
            await WriteAsync(_media.IsBeingRemoved ? AuditKind.Interrupted : AuditKind.Left, difference, CancellationToken.None).ConfigureAwait(false);
            return new RemovalResult(decision, RemovalOutcome.Left) { Code = ErrorCode.SourceChanged, Message = difference, Hint = "See who changed it; a new plan judges what is there now." };
        }

        await WriteAsync(AuditKind.Removing, Tombstone.Why(decision), cancellationToken).ConfigureAwait(false);
        try
        {
            await DeleteAsync().ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            await WriteAsync(_isAcknowledged || _media.IsBeingRemoved || MayHaveHappened(e) ? AuditKind.Interrupted : AuditKind.Failed, e.Message, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await WriteAsync(AuditKind.Removed, Tombstone.Why(decision), CancellationToken.None).ConfigureAwait(false);
        return new RemovalResult(decision, RemovalOutcome.Removed, _freed);
    }

    private async Task DeleteAsync()
    {
        string[] all = [.. _media.Files.Select(file => file.Path).Union(begun?.Files.Select(file => file.Path) ?? [], StringComparer.Ordinal)];
        string[] unseen = _media.IsBeingRemoved ? await UnseenAsync(all).ConfigureAwait(false) : [];
        foreach (HeldFile file in _media.Files.OrderBy(file => file.Stripe))
        {
            bool isThere = !_media.IsBeingRemoved || await place.ExistsAsync(file.Path).ConfigureAwait(false);
            await place.DeleteFileAsync(file.Path).ConfigureAwait(false);
            _isAcknowledged = true;
            if (await place.ExistsAsync(file.Path).ConfigureAwait(false))
                throw StillThere(file.Path);

            _gone.Add(file.Path);
            _freed += isThere ? file.Length : 0;
        }

        foreach (string path in all)
            await place.DeleteManifestAsync(path, _media.MediaSetId).ConfigureAwait(false);

        place.Settle(all);
        if (unseen.Length > 0)
            throw NotSeen(place, unseen);

        foreach (string path in all)
        {
            if (!await place.ExistsAsync(path).ConfigureAwait(false))
                place.Forget(path);
        }
    }

    /// <summary>What an earlier run may have removed, or what lies on a disk that is not mounted: looked for before anything goes that shows which.</summary>
    private async Task<string[]> UnseenAsync(string[] all)
    {
        var unseen = new List<string>();
        foreach (string path in all)
        {
            if (!await place.ExistsAsync(path).ConfigureAwait(false) && !await place.IsFolderSeenAsync(path).ConfigureAwait(false) && place.IsExpected(path, _media.MediaSetId))
                unseen.Add(path);
        }

        return [.. unseen];
    }

    /// <summary>Media whose removal cannot be ended: nobody can tell whether these files are gone.</summary>
    public static PosBackupException NotSeen(IRemovalPlace place, IEnumerable<string> paths) => new(
        ErrorCode.FileAccess,
        $"the removal of {string.Join(", ", paths)}, which an earlier run had begun, is not ended: nothing at all is seen in its folder, which may be on a disk that is not mounted",
        place.Address is null
            ? "mount it; where it is gone for good, 'posbackup catalog forget' with its path ends the removal"
            : "mount it; where that folder of the target is really empty, 'posbackup sync --accept-loss' stops expecting the copy, and the next run ends the removal");

    /// <summary>A write-once disk, an object store with a retention of its own, a proxy that lies.</summary>
    private static PosBackupException StillThere(string path) => new(
        ErrorCode.FileAccess,
        $"the deletion of {path} was acknowledged, and the file is still there",
        "see what keeps it there: a retention lock, a write-once disk, a cache in between; the next run tries again");

    /// <summary>Of a part of the stripes nothing is ever restored.</summary>
    private string GoneAlready()
    {
        string[] gone = [.. _gone.Union(begun?.Files.Select(file => file.Path).Except(_media.Files.Select(file => file.Path), StringComparer.Ordinal) ?? [], StringComparer.Ordinal)];
        return gone.Length == 0 || _gone.Count == _media.Files.Count
            ? ""
            : $"; {string.Join(", ", gone)} of the same media set went before it: nothing can be restored from the rest, and the next run goes on";
    }

    private async Task WriteAsync(AuditKind kind, string reason, CancellationToken cancellationToken)
    {
        _isWriting = true;
        AuditAppend append = await log.AppendAsync([Tombstone.Of(kind, decision, place.Address, reason, actor)], cancellationToken).ConfigureAwait(false);
        _isWriting = false;
        _notes.AddRange(append.Notes);
    }

    /// <summary>The line broke: whether the target has done it, nobody knows.</summary>
    private static bool MayHaveHappened(PosBackupException e) => e is TargetException { Failure: TargetFailure.Lost or TargetFailure.Unreachable or TargetFailure.Unknown };
}
