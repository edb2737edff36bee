using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Removes what the plan of one place lets go, in its order: what builds on others before those. Where something stays against the plan, all that it needs stays in this run;
/// what does not hang together with it goes. One run at a time for each place.
/// <para>
/// Whether an account may not remove anything at a target, or only this file may not go, the first refusal does not tell: something that does not hang together with it is tried
/// as well. Where that is refused too, and nothing went before, all is left to whoever may remove it.
/// </para>
/// </summary>
internal sealed class PlaceRemoval(
    PlacePlan plan, IRemovalPlace place, AuditLog log, AuditActor actor, IOperationObserver observer, LateHolds? holds = null, IProgress<RemovalResult>? listener = null)
{
    /// <summary>So many refusals of media that do not hang together are no matter of one file.</summary>
    private const int DenialsThatTell = 2;

    private readonly List<RemovalResult> _results = [];
    private readonly List<RetentionNote> _notes = [];
    private readonly RemovalDependencies _dependencies = new(plan);
    private readonly List<PosBackupException> _denials = [];
    private readonly Dictionary<HeldMedia, RemovalResult> _staysFor = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is over so far.</summary>
    public IReadOnlyList<RemovalResult> Results => _results;

    /// <summary>Does it; what goes wrong is in the result.</summary>
    public async Task<PlaceResult> RunAsync(CancellationToken cancellationToken)
    {
        if (plan.Facts.IsAppendOnly)
            return LeaveToOthers($"{plan.Place} is append-only: what may go there is left to whoever may remove it");

        try
        {
            using FolderLock gate = Lock();
            BegunRemovals begun = await BegunRemovals.ReadAsync(log, cancellationToken).ConfigureAwait(false);
            _notes.AddRange(await new BegunCleanUp(begun, plan, place, log, actor).RunAsync(cancellationToken).ConfigureAwait(false));
            return await RemoveAsync(begun, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled();
        }
        catch (PosBackupException e)
        {
            LeaveTheRest(e.Code, e.Message, e.Hint);
            return Result(RetentionOutcome.Failed) with { Code = e.Code, Message = e.Message, Hint = e.Hint };
        }
    }

    private async Task<PlaceResult> RemoveAsync(BegunRemovals begun, CancellationToken cancellationToken)
    {
        foreach (MediaDecision decision in plan.Removed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_staysFor.TryGetValue(decision.Media, out RemovalResult? stays))
            {
                Add(new RemovalResult(decision, RemovalOutcome.NotTried)
                {
                    Code = stays.Code, Message = $"{NameOf(stays.Decision)} needs it, and is still there: {stays.Message}", Hint = "It goes when what needs it has gone.",
                });
                continue;
            }

            if (holds is not null && await holds.WhyStaysAsync(decision.Media, cancellationToken).ConfigureAwait(false) is { } held)
            {
                Add(new RemovalResult(decision, RemovalOutcome.Held) { Message = $"it stays as of a hold that was put during the run: {held}" });
                continue;
            }

            var removal = new MediaRemoval(decision, begun.Find(decision.Media, place.Address), place, log, actor);
            RemovalResult result = await ObservedAsync(removal, decision, cancellationToken).ConfigureAwait(false);
            Add(result);
            if (removal.IsDenied)
                _denials.Add(removal.Error!);
            if (_denials.Count == DenialsThatTell && MayRemoveNothing)
                return LeaveDeniedToOthers();
            if (result.Outcome != RemovalOutcome.Removed)
                Stay(result);
            if (removal.IsLogLost || IsPlaceLost(removal.Error))
                throw removal.Error!;
        }

        if (_denials.Count > 0 && MayRemoveNothing)
            return LeaveDeniedToOthers();

        return Result(
            _results.Exists(one => one.Outcome is not (RemovalOutcome.Removed or RemovalOutcome.Held)) ? RetentionOutcome.Failed
            : plan.Refusals.Count > 0 ? RetentionOutcome.Refused
            : RetentionOutcome.Succeeded);
    }

    private async Task<RemovalResult> ObservedAsync(MediaRemoval removal, MediaDecision decision, CancellationToken cancellationToken)
    {
        var operation = new Operation("remove", $"{NameOf(decision)} ({plan.Place})");
        observer.Started(operation);
        try
        {
            return await removal.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observer.Finished(operation);
            _notes.AddRange(removal.Notes);
        }
    }

    private void Add(RemovalResult result)
    {
        _results.Add(result);
        listener?.Report(result);
    }

    private void Stay(RemovalResult result)
    {
        foreach (HeldMedia needed in _dependencies.NeededBy(result.Decision.Media))
            _staysFor.TryAdd(needed, result);
    }

    private PlaceResult Cancelled()
    {
        LeaveTheRest(ErrorCode.Cancelled, "cancelled", "The next run goes on.");
        return Result(RetentionOutcome.Cancelled) with { Code = ErrorCode.Cancelled, Message = "cancelled", Hint = "What is left is whole; the next run goes on." };
    }

    /// <summary>Nothing went, and nothing that was tried failed for another reason than that the account was refused.</summary>
    private bool MayRemoveNothing => _results.TrueForAll(one => one.Outcome is RemovalOutcome.NotTried or RemovalOutcome.Left || (one.Outcome == RemovalOutcome.Failed && one.Code == ErrorCode.TargetAccessDenied && one.FreedBytes == 0));

    private PlaceResult LeaveDeniedToOthers()
    {
        for (int i = 0; i < _results.Count; i++)
        {
            if (_results[i].Outcome != RemovalOutcome.Left)
                _results[i] = LeftToOthers(_results[i].Decision);
        }

        PlaceResult result = LeaveToOthers($"this account may not remove anything from {plan.Place}, and leaves it to whoever may: {_denials[0].Message}");
        return _results.Exists(one => one.Outcome == RemovalOutcome.Left) ? result with { Outcome = RetentionOutcome.Failed } : result;
    }

    /// <summary>Why is told once, for the place.</summary>
    private static RemovalResult LeftToOthers(MediaDecision decision) => new(decision, RemovalOutcome.NotTried);

    private PlaceResult LeaveToOthers(string message)
    {
        foreach (MediaDecision decision in plan.Removed.Skip(_results.Count).ToArray())
            Add(LeftToOthers(decision));
        if (_results.Count > 0)
            _notes.Add(new RetentionNote(ErrorCode.None, message, "Run it under an account that may delete there."));

        return Result(plan.Refusals.Count > 0 ? RetentionOutcome.Refused : _results.Count > 0 ? RetentionOutcome.LeftToOthers : RetentionOutcome.Succeeded);
    }

    private void LeaveTheRest(ErrorCode code, string message, string? hint)
    {
        foreach (MediaDecision decision in plan.Removed.Skip(_results.Count).ToArray())
            Add(new RemovalResult(decision, RemovalOutcome.NotTried) { Code = code, Message = message, Hint = hint });
    }

    private PlaceResult Result(RetentionOutcome outcome) => new()
    {
        Place = plan.Place,
        Outcome = outcome,
        Plan = plan,
        Removals = _results,
        Notes = [.. _notes.Distinct()],
    };

    private FolderLock Lock()
    {
        string folder = Path.GetDirectoryName(log.Path)!;
        string name = plan.Place.IsHere ? "here" : FileNameText.Of($"{plan.Place.Target} {plan.Place.Medium}".ToUpperInvariant());
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AuditFile.Unusable(log.Path, e);
        }

        return FolderLock.TryTake(folder, $"{name}.retention") ?? throw new PosBackupException(ErrorCode.Busy, $"another run is removing what has expired from {plan.Place}", "Wait until it is over.");
    }

    /// <summary>Everything else at this target would fail the same way, each after its tries.</summary>
    private static bool IsPlaceLost(PosBackupException? error) =>
        error is TargetException { Failure: not (TargetFailure.Denied or TargetFailure.Missing or TargetFailure.Unknown) };

    internal static string NameOf(MediaDecision decision) => decision.Media.Files is [var first, ..] ? first.Path : decision.Media.MediaSetId.ToString();
}
