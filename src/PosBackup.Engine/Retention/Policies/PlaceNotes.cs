using System.Globalization;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>What a plan and a run say of a place beside what is done there: that its policy does not fit to the others, and what waits for copies.</summary>
internal static class PlaceNotes
{
    /// <param name="plan">The plan of the place.</param>
    /// <param name="options">What is asked for.</param>
    public static IEnumerable<RetentionNote> Of(PlacePlan plan, RetentionOptions options)
    {
        IEnumerable<RetentionWarning?> warnings = plan.Place.IsHere
            ? options.Targets.Select(target => RetentionWarning.OfProofs(target, options.Policy))
            : [RetentionWarning.OfTarget(plan.Place, plan.Facts.Policy, options.Policy, options.Targets.Sum(target => target.Media.Count))];
        foreach (RetentionWarning warning in warnings.OfType<RetentionWarning>())
            yield return new RetentionNote(ErrorCode.None, warning.Message, warning.Hint);

        if (OfWaiting(plan) is { } waiting)
            yield return waiting;
    }

    /// <summary>What would go but for its copies: as long as there is more of it each night, the disk fills.</summary>
    private static RetentionNote? OfWaiting(PlacePlan plan)
    {
        (int count, long bytes, string? lacks) = (0, 0, null);
        foreach (MediaDecision decision in plan.Kept)
        {
            if (decision.Sets is not [{ Keeps: [{ Rule: KeepRule.CopiesMissing, Detail: var detail }] }, ..])
                continue;

            lacks ??= detail;
            (count, bytes) = (count + 1, bytes + decision.Media.Length);
        }

        return count == 0 ? null : new RetentionNote(
            ErrorCode.None,
            string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(count, "media set")} with {bytes} bytes would go from {plan.Place}, and {(count == 1 ? "waits" : "wait")} for copies elsewhere: {lacks}"),
            "'posbackup sync' ships them, and proves copies anew as often as their target's wholeWithin says; if there are to be fewer copies, or older proofs are good enough, say so in the policy");
    }
}
