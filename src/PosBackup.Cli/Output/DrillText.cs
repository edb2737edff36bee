using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Output;

/// <summary>The report of a run of drills for a person.</summary>
internal static class DrillText
{
    public static IEnumerable<string> Describe(DrillReport report)
    {
        foreach (string name in report.LeftOversRemoved)
            yield return $"a drill that was killed had left {name} on {report.Instance}; it is removed";
        foreach (string note in report.Notes.Select(RestorePlanText.Describe))
            yield return note;
        foreach (string line in report.Results.SelectMany(Describe))
            yield return line;

        foreach (string line in OtherShares(report.NotDue))
            yield return line;
        yield return report.Results.Count == 0 ? "nothing was due" : Sum(report.Results);
    }

    public static IEnumerable<string> Describe(DrillPlanReport report)
    {
        foreach (string note in report.Notes.Select(RestorePlanText.Describe))
            yield return note;
        foreach (PlannedDrill drill in report.Drills.Where(drill => drill.SourceInstance is not null))
            yield return $"would be drilled: {drill.Database} of {drill.SourceInstance}{(drill.Store is { } store ? $", store {store}" : "")}{(drill.Places.Count > 0 ? $", from {string.Join(", ", drill.Places)}" : "")}";
        foreach (string line in OtherShares(report.NotDue))
            yield return line;
        if (report.Drills.Count == 0)
            yield return "nothing is due";
    }

    private static IEnumerable<string> OtherShares(int notDue)
    {
        if (notDue > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(notDue, "database is", "databases are")} in another share of the rotation");
    }

    private static IEnumerable<string> Describe(DrillResult result)
    {
        DrillEvidence evidence = result.Evidence;
        yield return Headline(evidence);
        if (evidence.Sets.Count > 0)
            yield return "  " + Restored(evidence);
        if (evidence.CheckDb.Outcome != CheckDbOutcome.NotRun)
            yield return "  " + CheckDb(evidence.CheckDb);
        if (evidence.Level >= VerificationLevel.L2)
        {
            foreach (string line in Assertions(evidence.Assertions))
                yield return "  " + line;
        }

        if (result.Gap is { } gap)
        {
            foreach (string line in GapText.Describe(gap))
                yield return "  " + line;
        }

        if (evidence.CleanUp.Outcome == CleanUpOutcome.LeftBehind)
            yield return $"  left behind: {evidence.CleanUp.Message}";
        foreach (string note in result.Notes.Select(RestorePlanText.Describe))
            yield return "  " + note;
        if (result.Files is { } files)
            yield return $"  evidence: {files.HtmlPath}";
    }

    private static string Headline(DrillEvidence evidence)
    {
        string name = evidence.Database.Instance.Length > 0 ? $"{evidence.Database.Name} of {evidence.Database.Instance}" : evidence.Database.Name;
        string level = evidence.Level switch
        {
            VerificationLevel.L3 => "level L3: restored, CHECKDB clean, assertions hold",
            VerificationLevel.L2 => "level L2: restored",
            _ => "nothing was restored",
        };
        return $"{Word(evidence.Outcome)}: {name} on {evidence.RestoredOn.Name}, {level}";
    }

    private static string Restored(DrillEvidence evidence)
    {
        string seed = evidence.Moment.Seed is { } number ? string.Create(CultureInfo.InvariantCulture, $" (random, --seed {number})") : "";
        string target = evidence.Rto switch
        {
            { Target: { } promised, IsMet: true } => $", of {Quantity.Duration(promised)} promised",
            { Target: { } promised } => $", LONGER than the {Quantity.Duration(promised)} promised",
            _ => "",
        };
        string time = evidence.Rto.Measured is { } measured ? $", usable after {Quantity.Duration(measured)}{target}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"as it was at {evidence.Moment.Reached:yyyy-MM-dd HH:mm:ss zzz}{seed}, from {CountText.Of(evidence.Sets.Count, "set")} ({Quantity.Size(evidence.Bytes)}){time}");
    }

    private static string CheckDb(CheckDbResult check) => check.Outcome switch
    {
        CheckDbOutcome.Clean => "DBCC CHECKDB found no errors",
        CheckDbOutcome.Errors => string.Create(CultureInfo.InvariantCulture, $"DBCC CHECKDB found errors: {(check.Messages.Count > 0 ? check.Messages[0] : "it does not say which")}"),
        _ => "DBCC CHECKDB was not finished",
    };

    private static IEnumerable<string> Assertions(IReadOnlyList<AssertionResult> assertions)
    {
        if (assertions.Count == 0)
            yield return "no assertions were given";
        foreach (AssertionResult one in assertions)
        {
            string word = one.Outcome switch { AssertionOutcome.Passed => "holds", AssertionOutcome.Failed => "FAILS", _ => "not evaluated" };
            yield return $"{word}: {one.Name}: expected {one.Expected}; found {one.Found}{(one.Reason is { } reason ? $" ({reason})" : "")}";
        }
    }

    private static string Sum(IReadOnlyList<DrillResult> results)
    {
        int passed = results.Count(result => result.Outcome == DrillOutcome.Passed);
        return string.Create(CultureInfo.InvariantCulture, $"{passed} of {CountText.Of(results.Count, "drill")} passed");
    }

    private static string Word(DrillOutcome outcome) => outcome == DrillOutcome.NotRecoverable ? "not recoverable" : EnumName.Of(outcome);
}
