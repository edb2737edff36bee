using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Planning.Holds;
using PosBackup.Engine.Retention.Planning.Times;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Retention;

/// <summary>
/// Expires backups, here and on targets: looks everywhere, plans over all of it together, and removes place by place, here first. A target that is not reached keeps what it has,
/// and stops no other. The holds beside the catalog always count, whatever policy is used.
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
    private readonly HoldStore _holds = HoldStore.Beside(catalog);

    /// <summary>Told of each removal, whose media name its place, as soon as it is over. It returns at once and never throws.</summary>
    public IProgress<RemovalResult>? Results { get; init; }

    /// <summary>What a run would do. Targets are looked at, their clocks are not asked, and nothing is changed.</summary>
    /// <exception cref="PosBackupException">
    /// CatalogUnavailable; TargetNotFound: no target is defined, copies were proven on one, and the policy does not say that none are wanted; DatabaseNotFound: a name that nothing matches; BackupSetNotFound: a set is acknowledged that has no suspicious size or time; HoldsLost, HoldFileInvalid: what is on
    /// hold is not known; FileAccess, Busy: the audit log or the holds cannot be read.
    /// </exception>
    public async Task<RetentionReport> PlanAsync(RetentionOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using IDisposable room = catalog.LendReserve();
        DateTimeOffset startedAt = _clock.GetUtcNow();
        HoldFile held = await _holds.ReadAsync(cancellationToken).ConfigureAwait(false);
        RetentionLook look = await LookAsync(options, held, observer, cancellationToken).ConfigureAwait(false);
        await using (look.ConfigureAwait(false))
        {
            RetentionFacts facts = look.Facts();
            facts = facts with { Acknowledged = [.. facts.Acknowledged, .. Acknowledgements.Of(facts, options.Acknowledged)] };
            RetentionPlan plan = look.Plan(facts);
            IEnumerable<PlaceResult> planned = plan.Places.Select(place => new PlaceResult { Place = place.Place, Outcome = OutcomeOf(place), Plan = place, Notes = NotesOf(look, place, options) });
            return Report(startedAt, options, facts, [.. planned, .. look.Failures]);
        }
    }

    /// <summary>Plans and removes. What goes wrong in a place or with a file is in the report.</summary>
    /// <remarks>
    /// Sets of <see cref="RetentionOptions.Acknowledged"/> are written into the audit log: from now on what was found right keeps no others from going. What is held is looked at again before
    /// each media set goes.
    /// </remarks>
    /// <exception cref="PosBackupException">As <see cref="PlanAsync"/>.</exception>
    public async Task<RetentionReport> RunAsync(RetentionOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using IDisposable room = catalog.LendReserve();
        DateTimeOffset startedAt = _clock.GetUtcNow();
        var watched = new WatchedHolds(_holds);
        HoldFile held = await watched.ReadAsync(cancellationToken).ConfigureAwait(false);
        _holds.Remember(held);
        RetentionLook look = await LookAsync(options, held, observer, cancellationToken).ConfigureAwait(false);
        await using (look.ConfigureAwait(false))
        {
            look.Unprove();
            RetentionFacts facts = look.Facts();
            facts = facts with { Acknowledged = [.. facts.Acknowledged, .. await AcknowledgeAsync(facts, options.Acknowledged, cancellationToken).ConfigureAwait(false)] };
            RetentionPlan plan = look.Plan(facts);
            if (await look.Clocks.AskAsync(plan, cancellationToken).ConfigureAwait(false))
            {
                facts = look.Facts() with { Acknowledged = facts.Acknowledged };
                plan = look.Plan(facts);
            }

            var late = new LateHolds(watched, facts, held);
            LeftHere left = LeftHere.Nothing;
            var results = new List<PlaceResult>();
            foreach (PlacePlan place in plan.Places)
            {
                PlaceResult result = await RemoveAsync(look, place, options, late, left, observer, cancellationToken).ConfigureAwait(false);
                results.Add(result);
                left = place.Place.IsHere ? LeftHere.Of(result) : left;
            }

            catalog.KeepReserve();
            return Report(startedAt, options, facts, [.. results, .. look.Failures]);
        }
    }

    private async Task<IReadOnlyList<Acknowledgement>> AcknowledgeAsync(RetentionFacts facts, IReadOnlySet<Guid> sets, CancellationToken cancellationToken)
    {
        IReadOnlyList<Acknowledgement> given = Acknowledgements.Of(facts, sets);
        if (given.Count > 0)
            await audit.AppendAsync([.. given.Select(one => Acknowledgements.Entry(one, "acknowledged by posbackup expire"))], cancellationToken).ConfigureAwait(false);
        return given;
    }

    private async Task<RetentionLook> LookAsync(RetentionOptions options, HoldFile held, IOperationObserver observer, CancellationToken cancellationToken)
    {
        RequireTargets(options);
        AuditFacts facts = await AuditFacts.ReadAsync(audit, cancellationToken).ConfigureAwait(false);
        var look = new RetentionLook(catalog, targets, options with { Holds = [.. options.Holds, .. held.Holds] }, facts, observer, _clock);
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

    /// <summary>Where no target is defined no copy is asked for. A file of targets that is lost, or another account's, looks the same.</summary>
    private void RequireTargets(RetentionOptions options)
    {
        if (options.Targets.Count > 0 || options.Policy.Copies is 0)
            return;

        BackupCopy[] copies = [.. catalog.Copies().Where(copy => copy.IsProven)];
        if (copies.Length > 0)
        {
            throw new PosBackupException(
                ErrorCode.TargetNotFound,
                string.Create(CultureInfo.InvariantCulture, $"no target is defined, and the catalog {catalog.Path} knows {CountText.Of(copies.Length, "proven copy", "proven copies")} on {string.Join(", ", copies.Select(copy => copy.Target).Distinct(TargetName.Comparer).Order(TargetName.Comparer))}: nothing here would have to have a copy any more"),
                "name the file that defines the targets (--targets), or define them again; if there are to be no copies, say so with --copies 0, or \"copies\": 0 in the policy");
        }
    }

    private async Task<PlaceResult> RemoveAsync(
        RetentionLook look, PlacePlan plan, RetentionOptions options, LateHolds late, LeftHere left, IOperationObserver observer, CancellationToken cancellationToken)
    {
        LookedAt? target = look.Targets.FirstOrDefault(one => one.Holdings.Place == plan.Place);
        IRemovalPlace place = target is null ? new LocalRemoval(catalog) : new TargetRemoval(target.Target, target.Definition.Address, plan.Place.Medium, catalog, target.Holdings.Description.LocalFolder, _transfers);
        var approved = ApprovedRemovals.Of(plan, options.Approved);
        approved = approved.Without(left.Keeps(approved.Plan));
        IReadOnlyList<RetentionNote> unwritten = await WriteDownAsync(plan, cancellationToken).ConfigureAwait(false);
        PlaceResult result = await RemoveAsync(new PlaceRemoval(approved.Plan, place, audit, AuditActor.Current, observer, late, Results), plan, cancellationToken).ConfigureAwait(false);
        foreach (RemovalResult stays in approved.NotTried)
            Results?.Report(stays);

        result = approved.Complete(result, plan);
        return result with { Notes = [.. NotesOf(look, plan, options), .. unwritten, .. result.Notes] };
    }

    /// <summary>A refusal passes by the days on which it was written down; where it cannot be, it only takes longer.</summary>
    private async Task<IReadOnlyList<RetentionNote>> WriteDownAsync(PlacePlan plan, CancellationToken cancellationToken)
    {
        AuditEntry[] refused = [.. plan.Refusals.Select(refusal => refusal.Removal).OfType<RefusedRemoval>().Select(RefusedRemovals.Entry)];
        if (refused.Length == 0 || cancellationToken.IsCancellationRequested)
            return [];

        try
        {
            return (await audit.AppendAsync(refused, CancellationToken.None).ConfigureAwait(false)).Notes;
        }
        catch (PosBackupException e)
        {
            return [new RetentionNote(e.Code, $"{plan.Place}: the refusal could not be written down, and does not count as told: {e.Message}", e.Hint)];
        }
    }

    /// <summary>Whatever it is, it is this place's alone: the others go on, and the report says it.</summary>
    private static async Task<PlaceResult> RemoveAsync(PlaceRemoval removal, PlacePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await removal.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new PlaceResult { Place = plan.Place, Outcome = RetentionOutcome.Failed, Plan = plan, Code = ErrorCode.Unknown, Message = $"{plan.Place}: {Surprise.Of(e)}", Hint = Surprise.Hint, Removals = removal.Results };
        }
    }

    /// <summary>What a plan and a run say of a place, whatever is done there.</summary>
    private static RetentionNote[] NotesOf(RetentionLook look, PlacePlan plan, RetentionOptions options) => [.. look.Notes(plan.Place), .. plan.Notes, .. look.Clocks.Notes(plan), .. PlaceNotes.Of(plan, options)];

    private static RetentionOutcome OutcomeOf(PlacePlan plan) => plan.Refusals.Count > 0 ? RetentionOutcome.Refused : RetentionOutcome.Succeeded;

    private static IEnumerable<RetentionNote> Unbelieved(StoreTime time)
    {
        if (time.Hint is { } hint)
            yield return new RetentionNote(ErrorCode.None, string.Create(CultureInfo.InvariantCulture, $"nothing at all was backed up from {time.BackedUp:yyyy-MM-dd HH:mmK} until long after, and the clock says {time.Clock:yyyy-MM-dd HH:mmK}: it may have jumped, so no hold ends, no age is reached and no database is dropped by it"), hint);
    }

    /// <summary>What is to be said of the clock and of holds is told once, in the first place.</summary>
    private RetentionReport Report(DateTimeOffset startedAt, RetentionOptions options, RetentionFacts facts, IReadOnlyList<PlaceResult> places)
    {
        var time = StoreTime.Of(facts);
        RetentionNote[] notes = [.. Unbelieved(time), .. HoldGaps.Of(facts, time.Now, isAll: options.Databases.Count == 0)];
        return new RetentionReport
        {
            StartedAt = startedAt,
            FinishedAt = _clock.GetUtcNow(),
            Places = [.. places.Select((place, i) => i == 0 ? place with { Notes = [.. place.Notes, .. notes] } : place)],
        };
    }
}
