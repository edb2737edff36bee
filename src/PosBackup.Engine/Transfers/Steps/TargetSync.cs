using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Planning;
using PosBackup.Engine.Transfers.Uploading;

namespace PosBackup.Engine.Transfers.Steps;

/// <summary>One target: reach it, look at it, plan, ship, clear away. Nothing that goes wrong here leaves it.</summary>
internal sealed class TargetSync(SyncOptions options, TargetDefinition definition, IReadOnlyList<LocalMedia> all, BackupCatalog catalog, string folder, RetryOptions retry, IOperationObserver observer, TimeProvider clock)
{
    /// <summary>Fewer than these may be gone for other reasons.</summary>
    private const int TellingCopies = 3;

    /// <summary>Less than this tells nothing about the speed of a line.</summary>
    private const long TellingBytes = 4L << 20;

    /// <summary>Reaches the target and plans.</summary>
    /// <exception cref="TargetException">The target cannot be reached or listed.</exception>
    public async Task<SyncPlan> PlanAsync(IBackupTarget target, CancellationToken cancellationToken) =>
        (await LookAsync(target, cancellationToken).ConfigureAwait(false)).Plan;

    /// <summary>Does it all; the result tells how it ended.</summary>
    public async Task<TargetSyncResult> RunAsync(IBackupTarget target, ResultTeller<ShippedFile> teller, CancellationToken cancellationToken)
    {
        try
        {
            using FolderLock gate = new TransferJournals(folder, target.Name, medium: "").Lock();
            Look look = await LookAsync(target, cancellationToken).ConfigureAwait(false);
            foreach (BackupCopy disproven in look.Disproven)
                catalog.Record(disproven);
            foreach (BackupCopy gone in look.Plan.Gone)
                catalog.Forget(gone);
            foreach (BackupCopy lost in look.Plan.Lost)
                catalog.Record(lost.WithoutProof());
            foreach (BackupCopy marked in look.Plan.Marked)
                catalog.Record(marked);

            return await ShipAsync(target, look, teller, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TargetSyncResult { Target = target.Name, Outcome = SyncOutcome.Cancelled, Code = ErrorCode.Cancelled, Message = "cancelled" };
        }
        catch (PosBackupException e)
        {
            return new TargetSyncResult { Target = target.Name, Outcome = SyncOutcome.Failed, Code = e.Code, Message = e.Message, Hint = e.Hint, Notes = RotationNotes.Of(definition, catalog, clock.GetUtcNow()) };
        }
#pragma warning disable CA1031 // Whatever it is, it is this target's alone: the others go on, and the report says it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new TargetSyncResult { Target = target.Name, Outcome = SyncOutcome.Failed, Code = ErrorCode.Unknown, Message = Surprise.Of(e), Hint = Surprise.Hint };
        }
    }

    private async Task<Look> LookAsync(IBackupTarget target, CancellationToken cancellationToken)
    {
        TargetDescription description = await target.DescribeAsync(cancellationToken).ConfigureAwait(false);
        string medium = description.Medium ?? "";
        ILookup<TargetPath?, LocalMedia> media = ByPathThere(description);
        LocalMedia[] elsewhere = [.. media[null]];
        var read = new LocalReadBacks(catalog, description);
        BackupCopy[] recorded = [.. catalog.Copies(target.Name).Where(copy => copy.LiesAt(medium, definition.Address))];
        BackupCopy[] copies = [.. recorded.Select(read.Judge)];
        IReadOnlyDictionary<TargetPath, TargetEntry> found = await TargetSurvey.LookAsync(target, options.Store, elsewhere, copies, cancellationToken).ConfigureAwait(false);
        RequireTheRightPlace(target, copies, found);
        var facts = new TargetFacts
        {
            Target = target.Name,
            Medium = medium,
            Features = description.Features,
            IsAppendOnly = definition.AppendOnly,
            Verification = definition.Verification,
            Copies = copies,
            IsLossAccepted = options.AcceptLoss,
            Found = found,
            BytesPerSecond = catalog.TargetsSeen().FirstOrDefault(seen => string.Equals(seen.Target, target.Name, StringComparison.OrdinalIgnoreCase) && IsSame(seen.Medium, medium))?.BytesPerSecond,
        };
        DateTimeOffset now = clock.GetUtcNow();
        var own = new OwnFolder(target.Name, [.. media.Where(group => group.Key is not null).SelectMany(group => group.Select(one => (one, group.Key!.Value)))], copies, read, now);
        return new Look(description, found, own.In(new SyncPlanner(options.Store, facts, elsewhere, now).Plan(options.Rpo)))
        {
            Disproven = [.. recorded.Where(copy => copy.IsProven).Select(read.Judge).Where(copy => !copy.IsProven)],
        };
    }

    /// <summary>The media files by the path that they have on the target already, as they lie in its folder; null for the others.</summary>
    private ILookup<TargetPath?, LocalMedia> ByPathThere(TargetDescription description)
    {
        var own = TargetFolders.Of(options.Store, [definition], [description]);
        return all.ToLookup(one => own.PathOf(one.Manifest.Media.Path));
    }

    /// <summary>An empty folder where a share should be mounted looks like a target that lost everything, and would be filled.</summary>
    private void RequireTheRightPlace(IBackupTarget target, BackupCopy[] copies, IReadOnlyDictionary<TargetPath, TargetEntry> found)
    {
        if (options.AcceptLoss || copies.Length < TellingCopies || copies.Any(copy => TargetPath.TryParse(copy.Path, out TargetPath path) && found.ContainsKey(path)))
            return;

        throw new TargetException(
            TargetFailure.Config,
            string.Create(CultureInfo.InvariantCulture, $"target {target.Name}: none of the {copies.Length} copies that were proven there is there: it is not the place that it was"),
            "See whether the share is mounted and the path right. If all was really lost, ship anew with --accept-loss.");
    }

    private async Task<TargetSyncResult> ShipAsync(IBackupTarget target, Look look, ResultTeller<ShippedFile> teller, CancellationToken cancellationToken)
    {
        string medium = look.Plan.Medium;
        var context = new UploadContext
        {
            Target = target,
            Address = definition.Address,
            Description = look.Description,
            Verification = definition.Verification,
            Connections = definition.ConnectionsForAFile,
            Journals = new TransferJournals(folder, target.Name, medium),
            Retry = retry,
            Observer = observer,
            Clock = clock,
            Seed = options.Seed,
        };
        catalog.Record(Sighting(target, look, bytesPerSecond: null));
        ILookup<bool, SyncItem> items = look.Plan.Items.ToLookup(item => options.Approves(definition.Name, item));
        SyncItem[] approved = [.. items[true]];
        var results = new CopyResult[approved.Length];
        var notes = new ConcurrentQueue<SyncNote>();
        long began = clock.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, results.Length),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = CancellationToken.None },
            async (i, _) =>
            {
                var ship = new ShipItem(context, catalog, approved[i], definition.AppendOnly);
                results[i] = await ship.RunAsync(cancellationToken).ConfigureAwait(false);
                teller.Tell(new ShippedFile(target.Name, medium, results[i]));
                foreach (SyncNote note in ship.Notes)
                    notes.Enqueue(note);
            }).ConfigureAwait(false);
        TimeSpan duration = clock.GetElapsedTime(began);
        await AfterwardsAsync("remains of broken-off uploads could not be removed", () => ClearAwayAsync(target, look, results, notes, cancellationToken), notes, cancellationToken).ConfigureAwait(false);
        await AfterwardsAsync("do not take the drive away", () => SettleAsync(target, notes), notes, CancellationToken.None).ConfigureAwait(false);
        await AfterwardsAsync($"how fast {target.Name} was, and which drives are missed, cannot be told", () => RememberAsync(target, look, results, duration, notes), notes, CancellationToken.None).ConfigureAwait(false);

        return new TargetSyncResult
        {
            Target = target.Name,
            Medium = medium,
            Outcome = results.Any(one => one.Outcome == SyncOutcome.Cancelled) ? SyncOutcome.Cancelled
                : look.Plan.Unprotected == 0 && results.All(one => one.Outcome == SyncOutcome.Succeeded) ? SyncOutcome.Succeeded
                : SyncOutcome.Failed,
            Copies = results,
            NotTried = [.. items[false]],
            AlreadyProtected = look.Plan.Protected,
            Unprotected = look.Plan.Unprotected,
            Notes = [.. look.Plan.Notes, .. Stale(approved), .. notes],
        };
    }

    /// <summary>What was approved and is not in the plan any more: it may be proven there by now, or gone here.</summary>
    private IEnumerable<SyncNote> Stale(SyncItem[] approved) => (options.ApprovedAt(definition.Name) ?? [])
        .Where(one => !Array.Exists(approved, item => IsSame(item.File, one.File)))
        .Select(one => new SyncNote(ErrorCode.None, $"{definition.Name}: {one.File} was approved, and there is nothing to do with it any more"));

    /// <summary>What follows when all is shipped: nothing that goes wrong in it takes back what was shipped, or the word of it.</summary>
    private static async Task AfterwardsAsync(string otherwise, Func<Task> step, ConcurrentQueue<SyncNote> notes, CancellationToken cancellationToken)
    {
        try
        {
            if (!cancellationToken.IsCancellationRequested)
                await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is the user's wish, and the next run does it.
        }
        catch (PosBackupException e)
        {
            notes.Enqueue(new SyncNote(e.Code, $"{otherwise}: {e.Message}", e.Hint));
        }
#pragma warning disable CA1031 // Whatever it is, the report goes on without it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            notes.Enqueue(new SyncNote(ErrorCode.Unknown, $"{otherwise}: {Surprise.Of(e)}", Surprise.Hint));
        }
    }

    /// <summary>The speed, for the order of the next run: reading back is in the time, as a file counts when it is proven. And the drives whose turn it was.</summary>
    private Task RememberAsync(IBackupTarget target, Look look, CopyResult[] results, TimeSpan duration, ConcurrentQueue<SyncNote> notes)
    {
        long bytes = results.Sum(one => one.BytesSent);
        if (bytes >= TellingBytes && duration > TimeSpan.Zero)
            catalog.Record(Sighting(target, look, bytes / duration.TotalSeconds));
        foreach (SyncNote missed in RotationNotes.Of(definition, catalog, clock.GetUtcNow()))
            notes.Enqueue(missed);
        return Task.CompletedTask;
    }

    private TargetSighting Sighting(IBackupTarget target, Look look, double? bytesPerSecond) =>
        new(target.Name, look.Plan.Medium, look.Description.MediumName, clock.GetUtcNow(), bytesPerSecond);

    /// <summary>A drive that people take away is written out to its last byte, and said to be so.</summary>
    private static async Task SettleAsync(IBackupTarget target, ConcurrentQueue<SyncNote> notes)
    {
        if (await target.SettleAsync(CancellationToken.None).ConfigureAwait(false) is { } word)
            notes.Enqueue(new SyncNote(ErrorCode.None, $"{target.Name}: {word}"));
    }

    /// <summary>Remains of uploads that nobody will resume. The target's clock is read off a manifest that was just written.</summary>
    private async Task ClearAwayAsync(IBackupTarget target, Look look, CopyResult[] results, ConcurrentQueue<SyncNote> notes, CancellationToken cancellationToken)
    {
        if (definition.AppendOnly || results.FirstOrDefault(one => one.Copy is not null && one.BytesSent > 0) is not { } fresh)
            return;
        if ((await target.StatAsync(RepositoryLayout.ManifestOf(fresh.Path), cancellationToken).ConfigureAwait(false))?.ModifiedAt is not { } targetNow)
            return;

        foreach (TargetPath part in AbandonedParts.Find(look.Found.Values, Awaited(look.Plan), targetNow))
        {
            await target.DeleteAsync(part, cancellationToken).ConfigureAwait(false);
            notes.Enqueue(new SyncNote(ErrorCode.None, $"{target.Name}: the remains of a broken-off upload that nobody resumed for a week were removed: {part}"));
        }
    }

    /// <summary>What may be on its way there, with its places: in this run, in one for other databases, or in a later one.</summary>
    private IEnumerable<(TargetPath Path, Manifest Manifest)> Awaited(SyncPlan plan)
    {
        foreach (SyncItem item in plan.Items)
            yield return (item.Path, item.Manifest);
        foreach (Manifest manifest in plan.Unproven)
        {
            if (RepositoryLayout.PathOf(options.Store, manifest) is not { } home)
                continue;

            yield return (home, manifest);
            yield return (RepositoryLayout.Beside(home, RepositoryLayout.IdOf(manifest)), manifest);
        }
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private sealed record Look(TargetDescription Description, IReadOnlyDictionary<TargetPath, TargetEntry> Found, SyncPlan Plan)
    {
        /// <summary>Copies that are recorded as proven, and that a reading since found damaged: without their proof, which is not to come back where nothing is here to be sent again.</summary>
        public required IReadOnlyList<BackupCopy> Disproven { get; init; }
    }
}
