using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Planning;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Transfers;

/// <summary>
/// Ships backups: what the catalog expects minus what is proven at each target. Targets are served at the same time, each by itself; one that is broken
/// stops no other. Nothing local is ever changed or removed.
/// </summary>
/// <param name="catalog">What is expected, and what is proven where.</param>
/// <param name="targets">Makes targets of their definitions.</param>
/// <param name="stateFolder">Folder that remembers uploads under way; it must outlive a power cut.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class SyncRunner(BackupCatalog catalog, ITargetOpener targets, string stateFolder, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Told of each media file at each target as soon as it is shipped or has failed: from any thread, one at a time. It returns at once and never throws. A target that is not reached
    /// is in the report only.
    /// </summary>
    public IProgress<ShippedFile>? Results { get; init; }

    /// <summary>How often and how late an upload is taken up again that moved nothing since; each call at the target has tries of its own.</summary>
    internal RetryOptions Retry { get; init; } = new() { Tries = 4 };

    /// <summary>What a run would do. Targets are looked at, and nothing is changed.</summary>
    /// <returns>One plan for each target; the error instead where a target cannot be reached.</returns>
    /// <exception cref="PosBackupException">InvalidOption; CatalogUnavailable.</exception>
    public async Task<IReadOnlyList<PlannedSync>> PlanAsync(SyncOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<LocalMedia> media = Media(options);
        return await Task.WhenAll(options.Targets.Select(definition => PlanAsync(definition))).ConfigureAwait(false);

        async Task<PlannedSync> PlanAsync(TargetDefinition definition)
        {
            try
            {
                return new PlannedSync(definition.Name, await AtAsync(definition, observer, target => Sync(options, definition, media, observer).PlanAsync(target, cancellationToken)).ConfigureAwait(false), Error: null);
            }
            catch (PosBackupException e)
            {
                return new PlannedSync(definition.Name, Plan: null, e);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                return new PlannedSync(definition.Name, Plan: null, new PosBackupException(ErrorCode.Unknown, $"target {definition.Name}: {Surprise.Of(e)}", Surprise.Hint, e));
            }
        }
    }

    /// <summary>Plans and does it. What goes wrong at a target or with a file is in the report.</summary>
    /// <exception cref="PosBackupException">InvalidOption; CatalogUnavailable; DatabaseNotFound, BackupSetNotFound: a name or path that nothing matches.</exception>
    public async Task<SyncReport> RunAsync(SyncOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        DateTimeOffset startedAt = _clock.GetUtcNow();
        IReadOnlyList<LocalMedia> media = Media(options);
        var teller = new ResultTeller<ShippedFile>(Results);
        TargetSyncResult[] results = await Task.WhenAll(options.Targets.Select(definition => RunAsync(definition))).ConfigureAwait(false);
        return new SyncReport { StartedAt = startedAt, FinishedAt = _clock.GetUtcNow(), Targets = results };

        async Task<TargetSyncResult> RunAsync(TargetDefinition definition)
        {
            if (options.ApprovedAt(definition.Name) is [])
                return new TargetSyncResult { Target = definition.Name, Outcome = SyncOutcome.Succeeded, Notes = [new SyncNote(ErrorCode.None, $"{definition.Name}: nothing was approved there, so it was not looked at")] };

            try
            {
                return await AtAsync(definition, observer, target => Sync(options, definition, media, observer).RunAsync(target, teller, cancellationToken)).ConfigureAwait(false);
            }
            catch (PosBackupException e)
            {
                return new TargetSyncResult { Target = definition.Name, Outcome = SyncOutcome.Failed, Code = e.Code, Message = e.Message, Hint = e.Hint };
            }
#pragma warning disable CA1031 // Whatever it is, it is this target's alone: the others go on, and the report says it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return new TargetSyncResult { Target = definition.Name, Outcome = SyncOutcome.Failed, Code = ErrorCode.Unknown, Message = Surprise.Of(e), Hint = Surprise.Hint };
            }
        }
    }

    private async Task<T> AtAsync<T>(TargetDefinition definition, IOperationObserver observer, Func<IBackupTarget, Task<T>> work)
    {
        IBackupTarget target = targets.Open(definition);
        try
        {
            return await work(target).ConfigureAwait(false);
        }
        finally
        {
            await TargetClosing.CloseAsync(target, observer).ConfigureAwait(false);
        }
    }

    private TargetSync Sync(SyncOptions options, TargetDefinition definition, IReadOnlyList<LocalMedia> media, IOperationObserver observer) =>
        new(options, definition, media, catalog, Path.GetFullPath(stateFolder), Retry, observer, _clock);

    /// <summary>Each media file once, whatever sets are on it: one that holds a set of a wanted database goes whole. The others keep their places.</summary>
    private LocalMedia[] Media(SyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        foreach (string name in options.Databases)
        {
            if (catalog.List(new CatalogFilter { Databases = [name], Under = options.Under }).Count == 0)
                throw new PosBackupException(ErrorCode.DatabaseNotFound, $"no media file in the catalog {catalog.Path} holds a set of {name}{(options.Under.Count > 0 ? " in the folders that were named" : "")}", "Check the name; 'posbackup list' shows what there is.");
        }

        foreach (string path in options.Under)
        {
            if (catalog.List(new CatalogFilter { Under = [path] }).Count == 0)
                throw new PosBackupException(ErrorCode.BackupSetNotFound, $"the catalog {catalog.Path} knows no media file in {path}", "Check the path; 'posbackup list' shows what there is, 'posbackup catalog rebuild' looks into a folder.");
        }

        HashSet<string> wanted = [.. catalog.List(new CatalogFilter { Databases = options.Databases, Under = options.Under }).Select(entry => entry.Path)];
        return
        [
            .. catalog.List()
                .GroupBy(entry => entry.Path, StringComparer.Ordinal)
                .Select(group => new LocalMedia(group.First().Manifest, group.First().Presence, wanted.Contains(group.Key))),
        ];
    }
}

/// <summary>What became of one media file at one target, told as soon as it is known.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Medium">Which of its media is in; empty where there is only one.</param>
/// <param name="Copy">What became of the file.</param>
public sealed record ShippedFile(string Target, string Medium, CopyResult Copy);

/// <summary>What a run would do at a target.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Plan">The plan; null when the target could not be looked at.</param>
/// <param name="Error">Why it could not.</param>
public sealed record PlannedSync(string Target, SyncPlan? Plan, PosBackupException? Error);
