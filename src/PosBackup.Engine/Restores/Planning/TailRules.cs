using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores.Facts;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>
/// Whether a moment that no backup holds may lie in the log that is in no backup yet: behind the newest set, not in the future, and in the very
/// database that the backups are of.
/// </summary>
internal static class TailRules
{
    public static bool MayHold(RestoreMoment moment, ChainGap gap, RestoreFacts facts, IReadOnlyList<SetFamily> families, DateTimeOffset now) =>
        gap.Reason == GapReason.TooLate
        && facts.Target?.Database.FamilyGuid is { } family
        && families.Any(one => one.FamilyGuid == family)
        && moment switch
        {
            RestoreMoment.At at => at.Moment <= now,
            RestoreMoment.AtLocal local => local.Local <= now.ToOffset(facts.Instance.ClockOffset).DateTime,
            RestoreMoment.AtLsn => true,
            _ => false,
        };
}
