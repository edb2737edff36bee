using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// A plan as far as it is about wanted databases: media with a set of another stay, and so does what their restore needs. Pure.
/// </summary>
internal static class WantedRemovals
{
    /// <param name="plan">The plan of all that was judged together.</param>
    /// <param name="isWanted">Whether a set is of a wanted database.</param>
    public static RetentionPlan Of(RetentionPlan plan, Func<BackupSet, bool> isWanted) => plan with { Places = [.. plan.Places.Select(place => Of(place, isWanted))] };

    private static PlacePlan Of(PlacePlan plan, Func<BackupSet, bool> isWanted)
    {
        MediaDecision[] removed = [.. plan.Removed];
        var staying = new Dictionary<HeldMedia, KeepReason>(ReferenceEqualityComparer.Instance);
        var dependencies = new RemovalDependencies(plan);
        foreach (MediaDecision decision in removed)
        {
            if (decision.Media.Sets.FirstOrDefault(set => !isWanted(set)) is not { } other)
                continue;

            staying[decision.Media] = new KeepReason(KeepRule.SameMedia) { For = other.SetGuid };
            foreach (HeldMedia needed in dependencies.NeededBy(decision.Media))
                staying.TryAdd(needed, new KeepReason(KeepRule.Needed) { For = decision.Media.Sets[0].SetGuid });
        }

        return plan with
        {
            Media =
            [
                .. removed.Where(decision => !staying.ContainsKey(decision.Media)),
                .. removed.Where(decision => staying.ContainsKey(decision.Media) && decision.Media.Sets.Any(isWanted)).Select(decision => Stays(decision, staying[decision.Media])),
                .. plan.Kept.Where(decision => decision.Media.Sets.Any(isWanted)),
            ],
        };
    }

    private static MediaDecision Stays(MediaDecision decision, KeepReason reason) =>
        decision with { IsRemoved = false, Sets = [.. decision.Sets.Select(set => set with { Keeps = [.. set.Keeps, reason] })] };
}
