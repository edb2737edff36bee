using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Ends removals of earlier runs that were broken off. Where the last media file was gone, the manifests that were left are cleared, the catalog forgets, and the log says so; where nothing
/// at all is seen in its folder, only when the catalog expects it no longer: somebody said that it is gone for good.
/// Where nothing was gone yet, or all was brought back, and the plan keeps it, the log says that it was left. All else is the plan's matter.
/// </summary>
internal sealed class BegunCleanUp(BegunRemovals begun, PlacePlan plan, IRemovalPlace place, AuditLog log, AuditActor actor)
{
    /// <summary>Does it; gives a note for each media set.</summary>
    /// <exception cref="PosBackupException">The log cannot be written, or the place cannot be reached.</exception>
    public async Task<IReadOnlyList<RetentionNote>> RunAsync(CancellationToken cancellationToken)
    {
        var notes = new List<RetentionNote>();
        HashSet<AuditEntry> planned = new(plan.Removed.Select(decision => begun.Find(decision.Media, place.Address)).OfType<AuditEntry>(), ReferenceEqualityComparer.Instance);
        foreach (AuditEntry one in begun.In(plan.Place, place.Address).Where(one => !planned.Contains(one)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (bool isAnyThere, bool isFolderSeen) = (false, false);
            try
            {
                isAnyThere = await IsAnyThereAsync(one).ConfigureAwait(false);
                isFolderSeen = isAnyThere || !IsExpected(one) || await IsFolderSeenAsync(one).ConfigureAwait(false);
            }
            catch (PosBackupException e) when (e is not TargetException)
            {
                // A folder that this account may not read is its own matter: all else goes.
                notes.Add(new RetentionNote(e.Code, $"the removal of {NameOf(one)}, which an earlier run had begun, is not ended: {e.Message}", e.Hint));
                continue;
            }

            if (!isAnyThere)
                notes.AddRange(isFolderSeen ? await EndAsync(one).ConfigureAwait(false) : [NotSeen(one)]);
            else if (plan.Kept.FirstOrDefault(decision => decision.Media.MediaSetId == one.MediaSetId) is { Media.IsWhole: true } kept)
                notes.AddRange(await KeepAsync(one, kept.Media, cancellationToken).ConfigureAwait(false));
        }

        return notes;
    }

    private static string NameOf(AuditEntry one) => string.Join(", ", one.Files.Select(file => file.Path));

    /// <summary>A disk that is not mounted shows no files, and a folder that is empty: only where something else lies beside them are they gone.</summary>
    private async Task<bool> IsFolderSeenAsync(AuditEntry one)
    {
        foreach (AuditedFile file in one.Files)
        {
            if (!await place.IsFolderSeenAsync(file.Path).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private bool IsExpected(AuditEntry one) => one.Files.Any(file => place.IsExpected(file.Path, one.MediaSetId!.Value));

    private RetentionNote NotSeen(AuditEntry one)
    {
        PosBackupException e = MediaRemoval.NotSeen(place, one.Files.Select(file => file.Path));
        return new RetentionNote(e.Code, e.Message, e.Hint);
    }

    private async Task<IReadOnlyList<RetentionNote>> KeepAsync(AuditEntry one, HeldMedia kept, CancellationToken cancellationToken)
    {
        using IDisposable gate = place.Enter(kept);
        if (await place.DifferenceAsync(kept with { IsBeingRemoved = false }, cancellationToken).ConfigureAwait(false) is not null)
            return [];

        return (await log.AppendAsync([one with { Kind = AuditKind.Left, Reason = "its removal was begun before; it is whole and is kept", Actor = actor }], CancellationToken.None).ConfigureAwait(false)).Notes;
    }

    private async Task<bool> IsAnyThereAsync(AuditEntry one)
    {
        foreach (AuditedFile file in one.Files)
        {
            if (await place.ExistsAsync(file.Path).ConfigureAwait(false))
                return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<RetentionNote>> EndAsync(AuditEntry one)
    {
        string name = NameOf(one);
        try
        {
            foreach (AuditedFile file in one.Files)
                await place.DeleteManifestAsync(file.Path, one.MediaSetId!.Value).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e is not TargetException { IsTransient: true })
        {
            return [new RetentionNote(e.Code, $"the manifest that the removal of {name} left cannot be cleared: {e.Message}", e.Hint)];
        }

        place.Settle(one.Files.Select(file => file.Path));
        foreach (AuditedFile file in one.Files)
            place.Forget(file.Path);

        AuditAppend append = await log.AppendAsync([one with { Kind = AuditKind.Removed, Actor = actor }], CancellationToken.None).ConfigureAwait(false);
        return [new RetentionNote(ErrorCode.None, $"the removal of {name}, which an earlier run had begun, is ended"), .. append.Notes];
    }
}
