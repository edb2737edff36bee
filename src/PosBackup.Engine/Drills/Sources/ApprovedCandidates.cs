using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Sources;

/// <summary>The databases that are due and that a person approved.</summary>
/// <param name="Due">Those to drill.</param>
/// <param name="Notes">What was approved and is not due, or not found, any more.</param>
internal sealed record ApprovedCandidates(IReadOnlyList<DrillCandidate> Due, IReadOnlyList<RestoreNote> Notes)
{
    public static ApprovedCandidates Of(IReadOnlyList<DrillCandidate> due, IReadOnlySet<ApprovedDrill>? approved)
    {
        if (approved is null)
            return new ApprovedCandidates(due, []);

        DrillCandidate[] left = [.. due.Where(one => approved.Contains(KeyOf(one)))];
        return new ApprovedCandidates(left, [.. approved.Except(left.Select(KeyOf)).Select(Stale)]);
    }

    private static ApprovedDrill KeyOf(DrillCandidate one) => new(one.Database, one.Instance);

    private static RestoreNote Stale(ApprovedDrill one) =>
        new($"{one.Database}{(one.SourceInstance is { } instance ? $" of {instance}" : "")} was approved and is no longer due", "Plan anew: its backups may be gone, or it is in another share of the rotation by now.");
}
