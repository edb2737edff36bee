namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// The plan of one place, as far as it was approved. Pure.
/// <code>
/// lets go, approved               goes
/// lets go, not approved           stays, and so does all that its restore needs
/// its removal was begun before    goes: half of it is no proof of anything
/// kept                            stays
/// </code>
/// </summary>
/// <param name="Plan">What goes now; all else is kept.</param>
/// <param name="NotTried">What the whole plan lets go besides, and why it stays.</param>
/// <param name="Notes">What was approved and is not to go any more.</param>
internal sealed record ApprovedRemovals(PlacePlan Plan, IReadOnlyList<RemovalResult> NotTried, IReadOnlyList<RetentionNote> Notes)
{
    public static ApprovedRemovals Of(PlacePlan plan, IReadOnlySet<ApprovedRemoval>? approved)
    {
        if (approved is null)
            return new ApprovedRemovals(plan, [], []);

        MediaDecision[] removed = [.. plan.Removed];
        HashSet<Guid> known = [.. removed.Select(decision => decision.Media.MediaSetId)];
        return new ApprovedRemovals(plan, [], [.. approved.Where(one => one.Place == plan.Place && !known.Contains(one.MediaSetId)).Select(Stale)]).Without(Staying(plan, removed, approved));
    }

    /// <summary>The same without media that stay for a reason that the plan does not know.</summary>
    /// <param name="staying">The media of the plan that stay, each with what is told of it.</param>
    public ApprovedRemovals Without(IReadOnlyDictionary<HeldMedia, RemovalResult> staying)
    {
        if (staying.Count == 0)
            return this;

        MediaDecision[] removed = [.. Plan.Removed];
        return this with
        {
            Plan = Plan with
            {
                Media =
                [
                    .. removed.Where(decision => !staying.ContainsKey(decision.Media)),
                    .. removed.Where(decision => staying.ContainsKey(decision.Media)).Select(decision => decision with { IsRemoved = false }),
                    .. Plan.Kept,
                ],
            },
            NotTried = [.. NotTried, .. removed.Select(decision => staying.GetValueOrDefault(decision.Media)).OfType<RemovalResult>()],
        };
    }

    /// <summary>A result of this plan as one of the whole plan.</summary>
    public PlaceResult Complete(PlaceResult result, PlacePlan whole) => result with { Plan = whole, Removals = [.. result.Removals, .. NotTried], Notes = [.. result.Notes, .. Notes] };

    private static Dictionary<HeldMedia, RemovalResult> Staying(PlacePlan plan, MediaDecision[] removed, IReadOnlySet<ApprovedRemoval> approved)
    {
        Dictionary<HeldMedia, MediaDecision> decisions = new(ReferenceEqualityComparer.Instance);
        foreach (MediaDecision decision in removed)
            decisions.Add(decision.Media, decision);

        var dependencies = new RemovalDependencies(plan);
        var staying = new Dictionary<HeldMedia, RemovalResult>(ReferenceEqualityComparer.Instance);
        foreach (MediaDecision decision in removed.Where(decision => !decision.Media.IsBeingRemoved && !approved.Contains(new ApprovedRemoval(plan.Place, decision.Media.MediaSetId))))
        {
            // What something else needs has brought all that it needs itself.
            bool isNeeded = staying.ContainsKey(decision.Media);
            staying[decision.Media] = Stays(decision, "it was not approved");
            if (isNeeded)
                continue;

            foreach (HeldMedia needed in dependencies.NeededBy(decision.Media))
            {
                if (decisions.TryGetValue(needed, out MediaDecision? other) && !needed.IsBeingRemoved)
                    staying.TryAdd(needed, Stays(other, $"{PlaceRemoval.NameOf(decision)} needs it, and was not approved"));
            }
        }

        return staying;
    }

    private static RemovalResult Stays(MediaDecision decision, string why) => new(decision, RemovalOutcome.NotTried) { Message = why, Hint = "Approve it, with all that builds on it, when it is to go." };

    private static RetentionNote Stale(ApprovedRemoval one) =>
        new(ErrorCode.None, $"media set {one.MediaSetId} ({one.Place}) was approved and is not to go any more", "Plan anew: it may be gone, or something keeps it now.");
}
