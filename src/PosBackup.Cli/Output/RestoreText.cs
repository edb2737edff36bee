using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Output;

/// <summary>The report of a restore for a person.</summary>
internal static class RestoreText
{
    /// <summary>What became of it; the plan is told elsewhere, and so are its notes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="finish">What the database was to become.</param>
    public static IEnumerable<string> Describe(RestoreReport report, RestoreFinish finish)
    {
        yield return Headline(report, finish);
        foreach (string line in report.Gap is { } gap ? GapText.Describe(gap) : [])
            yield return line;

        foreach (string line in Details(report))
            yield return "  " + line;
        foreach (string note in MoreNotes(report))
            yield return "  " + note;
    }

    /// <summary>The notes that the plan has not told.</summary>
    public static IEnumerable<string> MoreNotes(RestoreReport report) => report.Notes.Except(report.Plan?.Notes ?? []).Select(RestorePlanText.Describe);

    private static string Headline(RestoreReport report, RestoreFinish finish)
    {
        string name = string.Equals(report.Database, report.Target, StringComparison.Ordinal) ? report.Database : $"{report.Database} as {report.Target}";
        if (report.Gap is { } gap)
            return $"not recoverable: {name} on {report.Instance} to {gap.Moment}: {EnumName.Of(gap.Reason)}{(report.Steps.Count == 0 ? "; nothing was touched" : "")}";
        if (report.Outcome != RestoreOutcome.Succeeded)
            return $"{Word(report.Outcome)}: {name} on {report.Instance}: {EnumName.Of(report.Code)}, after {Quantity.Duration(report.Duration)}";

        string state = finish switch
        {
            RestoreFinish.NoRecovery => "is left restoring and waits for later sets",
            RestoreFinish.Standby => "can be read and waits for later sets",
            _ => "is online",
        };
        return $"{Word(report.Outcome)}: {name} on {report.Instance} {state}, as it was at {report.Reached}, after {Quantity.Duration(report.Duration)}";
    }

    private static IEnumerable<string> Details(RestoreReport report)
    {
        if (report.Outcome != RestoreOutcome.Succeeded && report.Plan is { Steps.Count: > 0 } plan)
            yield return string.Create(CultureInfo.InvariantCulture, $"{report.Steps.Count} of {CountText.Of(plan.Steps.Count, "step was", "steps were")} done");
        if (RestoreLevel.Of(report) is { } level)
            yield return $"level {EnumName.Of(level)}: these backups were restored; pages and rows were not checked (that is L3)";
        if (report.Restored is not { } restored)
            yield break;

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"owner {restored.Owner ?? "none"}, compatibility level {restored.CompatibilityLevel}, {EnumName.Of(restored.RecoveryModel)} recovery, page verify {EnumName.Of(restored.PageVerify)}");
        yield return restored.OrphanedUsers.Count == 0
            ? "no orphaned users"
            : string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(restored.OrphanedUsers.Count, "orphaned user")}; run what follows to give them their logins:");
        foreach (OrphanedUser user in restored.OrphanedUsers)
        {
            yield return $"  {user.Name}: {(user.HasNamesake ? "the login of that name has another SID" : "there is no login of that name")}";
            yield return $"    {user.Fix}";
        }
    }

    private static string Word(RestoreOutcome outcome) => outcome == RestoreOutcome.NotRecoverable ? "not recoverable" : EnumName.Of(outcome);
}
