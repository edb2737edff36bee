namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// What was to go here and is still there: it was left, could not be deleted, was not approved, or its turn did not come. Its copies were to go as the file here goes; where that stays, they
/// stay in the places that come after in the same run, and so does what its restore needs there: else the next sync ships them again, and the next run removes them again, night after
/// night. Pure. What a late hold keeps here, <see cref="LateHolds"/> keeps everywhere.
/// </summary>
internal sealed class LeftHere
{
    private readonly RemovalResult[] _left;
    private readonly HeldMedia[] _there;

    private LeftHere(RemovalResult[] left, HeldMedia[] there) => (_left, _there) = (left, there);

    /// <summary>Nothing was to go here, or all of it went.</summary>
    public static LeftHere Nothing { get; } = new([], []);

    /// <summary>What the result of this machine tells; a removal of the plan without a result was not tried.</summary>
    public static LeftHere Of(PlaceResult here)
    {
        if (here.Plan is not { } plan)
            return Nothing;

        Dictionary<HeldMedia, RemovalResult> results = new(ReferenceEqualityComparer.Instance);
        foreach (RemovalResult result in here.Removals)
            results[result.Decision.Media] = result;

        RemovalResult[] left =
        [
            .. plan.Removed.Select(decision => results.GetValueOrDefault(decision.Media) ?? new RemovalResult(decision, RemovalOutcome.NotTried) { Code = here.Code, Message = here.Message })
                .Where(result => result.Outcome is not (RemovalOutcome.Removed or RemovalOutcome.Held)),
        ];
        return left.Length == 0
            ? Nothing
            : new LeftHere(left, [.. plan.Media.Select(decision => decision.Media).Where(media => results.GetValueOrDefault(media)?.Outcome != RemovalOutcome.Removed)]);
    }

    /// <summary>The media that the plan of another place lets go and that stay, each with why.</summary>
    public IReadOnlyDictionary<HeldMedia, RemovalResult> Keeps(PlacePlan plan)
    {
        var staying = new Dictionary<HeldMedia, RemovalResult>(ReferenceEqualityComparer.Instance);
        if (_left.Length == 0)
            return staying;

        MediaDecision[] removed = [.. plan.Removed.Where(decision => !decision.Media.IsBeingRemoved)];
        Dictionary<HeldMedia, MediaDecision> decisions = new(ReferenceEqualityComparer.Instance);
        foreach (MediaDecision decision in removed)
            decisions.Add(decision.Media, decision);

        ILookup<Guid, HeldMedia> copies = plan.Media.SelectMany(decision => decision.Media.Sets.Select(set => (set.SetGuid, decision.Media))).ToLookup(one => one.SetGuid, one => one.Media);
        var alone = new RemovalDependencies(plan);
        var together = new RemovalDependencies(plan, _there);
        foreach (RemovalResult left in _left)
        {
            HeldMedia[] same = [.. left.Decision.Media.Sets.SelectMany(set => copies[set.SetGuid]).Distinct<HeldMedia>(ReferenceEqualityComparer.Instance)];
            foreach (HeldMedia copy in same)
                Stay(copy, left, "the file here is still there");

            // A copy may be restored on another way than the file here.
            foreach (HeldMedia needed in same.SelectMany(alone.NeededBy).Concat(together.NeededBy(left.Decision.Media)))
                Stay(needed, left, "a file that is still here needs it");
        }

        return staying;

        void Stay(HeldMedia media, RemovalResult left, string why)
        {
            if (decisions.TryGetValue(media, out MediaDecision? decision))
                staying.TryAdd(media, Stays(decision, left, why));
        }
    }

    private static RemovalResult Stays(MediaDecision decision, RemovalResult left, string why) => new(decision, RemovalOutcome.NotTried)
    {
        Code = left.Code,
        Message = left.Message is { } message ? $"{why} ({PlaceRemoval.NameOf(left.Decision)}: {message})" : $"{why} ({PlaceRemoval.NameOf(left.Decision)})",
        Hint = "It goes in the run in which the file here goes; the next sync would only ship it again.",
    };
}
