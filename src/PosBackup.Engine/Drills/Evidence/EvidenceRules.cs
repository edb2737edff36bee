using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>What no evidence may claim. A report that contradicts itself would be worse than none.</summary>
internal static class EvidenceRules
{
    /// <summary>The first rule that evidence breaks, as a clause; null when it breaks none.</summary>
    public static string? Broken(DrillEvidence evidence)
    {
        bool isRestored = evidence.Moment.Reached is not null && evidence.Sets.Count > 0;
        bool hasFailedAssertion = evidence.Assertions.Any(assertion => assertion.Outcome == AssertionOutcome.Failed);
        if (evidence.FinishedAt < evidence.StartedAt)
            return "it ends before it begins";
        if (evidence.Outcome != DrillOutcome.Passed && (evidence.Code == ErrorCode.None || string.IsNullOrEmpty(evidence.Message)))
            return $"it is {evidence.Outcome} without a reason";
        if (evidence.Outcome == DrillOutcome.Passed && evidence.Level < VerificationLevel.L2)
            return $"it passed at level {evidence.Level}, which restores nothing";
        if (evidence.Level is VerificationLevel.L0 or VerificationLevel.L1)
            return $"its level is {evidence.Level}, which no drill has";
        if (evidence.Level >= VerificationLevel.L2 && !isRestored)
            return $"its level is {evidence.Level} without a restored set and a moment reached";
        if (evidence.Level == VerificationLevel.L3 && (evidence.CheckDb.Outcome != CheckDbOutcome.Clean || hasFailedAssertion))
            return "its level is L3, but CHECKDB or an assertion says otherwise";
        if (evidence.Level == VerificationLevel.L3 && evidence.Assertions.All(assertion => assertion.Outcome != AssertionOutcome.Passed))
            return "its level is L3, but no assertion holds";

        return evidence.Outcome == DrillOutcome.Passed && (hasFailedAssertion || evidence.CheckDb.Outcome is CheckDbOutcome.Errors or CheckDbOutcome.NotFinished)
            ? "it passed, but CHECKDB or an assertion says otherwise"
            : null;
    }
}
