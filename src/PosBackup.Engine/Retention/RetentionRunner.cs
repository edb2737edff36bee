using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention;

/// <summary>
/// Expires backups, here and on targets: looks everywhere, plans over all of it together, and removes place by place, here first. A target that is not reached keeps what it has,
/// and stops no other.
/// </summary>
/// <param name="catalog">What is expected here, and what was proven where.</param>
/// <param name="targets">Makes targets of their definitions.</param>
/// <param name="transfers">Folder that remembers uploads under way: who expires at a target keeps shipping away from it.</param>
/// <param name="audit">Tells of everything that was removed, and of what people looked into.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class RetentionRunner(BackupCatalog catalog, ITargetOpener targets, string transfers, AuditLog audit, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly string _transfers = Path.GetFullPath(transfers);

    /// <summary>Told of each removal, whose media name its place, as soon as it is over. It returns at once and never throws.</summary>
    public IProgress<RemovalResult>? Results { get; init; }

    /// <summary>What a run would do. Targets are looked at, their clocks are not asked, and nothing is changed.</summary>
    /// <exception cref="PosBackupException">CatalogUnavailable; DatabaseNotFound: a name that nothing matches; FileAccess, Busy: the audit log cannot be read.</exception>
    public async Task<RetentionReport> PlanAsync(RetentionOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DateTimeOffset startedAt = _clock.GetUtcNow();
        RetentionLook look = await LookAsync(options, observer, cancellationToken).ConfigureAwait(false);
        await using (look.ConfigureAwait(false))
        {
            RetentionPlan plan = RetentionPlanner.Plan(look.Facts());
            IEnumerable<PlaceResult> planned = plan.Places.Select(place => new PlaceResult { Place = place.Place, Outcome = OutcomeOf(place), Plan = place, Notes = look.Notes(place.Place) });
            return Report(startedAt, [.. planned, .. look.Failures]);
        }
    }

    /// <summary>Plans and removes. What goes wrong in a place or with a file is in the report.</summary>
    /// <exception cref="PosBackupException">As <see cref="PlanAsync"/>.</exception>
    public async Task<RetentionReport> RunAsync(RetentionOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DateTimeOffset startedAt = _clock.GetUtcNow();
        RetentionLook look = await LookAsync(options, observer, cancellationToken).ConfigureAwait(false);
        await using (look.ConfigureAwait(false))
        {
            RetentionPlan plan = RetentionPlanner.Plan(look.Facts());
            if (await look.AskClocksAsync(plan, cancellationToken).ConfigureAwait(false))
                plan = RetentionPlanner.Plan(look.Facts());

            var results = new List<PlaceResult>();
            foreach (PlacePlan place in plan.Places)
                results.Add(await RemoveAsync(look, place, options.Approved, observer, cancellationToken).ConfigureAwait(false));
            return Report(startedAt, [.. results, .. look.Failures]);
        }
    }

    /// <summary>Writes down that somebody has looked into sets of a suspicious size and found them right: from now on they keep no others from going.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="reason">What that person has to say; never empty.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">FileAccess, Busy: the audit log cannot be written.</exception>
    public Task AcknowledgeAsync(IReadOnlyList<Guid> sets, string reason, CancellationToken cancellationToken = default) =>
        audit.AppendAsync([.. sets.Select(set => Acknowledgements.Of(set, reason))], cancellationToken);

    private async Task<RetentionLook> LookAsync(RetentionOptions options, IOperationObserver observer, CancellationToken cancellationToken)
    {
        AuditFacts facts = await AuditFacts.ReadAsync(audit, cancellationToken).ConfigureAwait(false);
        var look = new RetentionLook(catalog, targets, options, facts, observer, _clock);
        try
        {
            await look.RunAsync(cancellationToken).ConfigureAwait(false);
            return look;
        }
        catch
        {
            await look.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PlaceResult> RemoveAsync(RetentionLook look, PlacePlan plan, IReadOnlySet<ApprovedRemoval>? approvals, IOperationObserver observer, CancellationToken cancellationToken)
    {
        LookedAt? target = look.Targets.FirstOrDefault(one => one.Holdings.Place == plan.Place);
        IRemovalPlace place = target is null ? new LocalRemoval(catalog) : new TargetRemoval(target.Target, plan.Place.Medium, catalog, _transfers);
        var approved = ApprovedRemovals.Of(plan, approvals);
        PlaceResult result = await new PlaceRemoval(approved.Plan, place, audit, AuditActor.Current, observer, Results).RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (RemovalResult stays in approved.NotTried)
            Results?.Report(stays);

        result = approved.Complete(result, plan);
        return result with { Notes = [.. look.Notes(plan.Place), .. result.Notes] };
    }

    private static RetentionOutcome OutcomeOf(PlacePlan plan) => plan.Refusals.Count > 0 ? RetentionOutcome.Refused : RetentionOutcome.Succeeded;

    private RetentionReport Report(DateTimeOffset startedAt, IReadOnlyList<PlaceResult> places) => new() { StartedAt = startedAt, FinishedAt = _clock.GetUtcNow(), Places = places };
}
