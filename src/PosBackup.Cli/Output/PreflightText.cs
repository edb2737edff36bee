using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Output;

/// <summary>The report of the preflight for a person.</summary>
internal static class PreflightText
{
    public static IEnumerable<string> Describe(PreflightReport report)
    {
        yield return $"{report.Instance}: {report.Edition} {report.Version}, running as {report.ServiceAccount}{(report.IsServiceAccountGuessed ? " (a guess: the login may not see the account)" : "")}";
        yield return string.Create(CultureInfo.InvariantCulture, $"backups go to {report.Folder}{(report.FreeBytes is { } free ? $", {Quantity.Size(free)} free" : "")}");
        foreach (PreflightCheck check in report.Checks)
        {
            yield return $"{Word(check.Outcome)}: {EnumName.Of(check.Subject)}: {check.Message}";
            if (check.Hint is { } hint)
                yield return $"  hint: {hint}";
        }

        yield return !report.Passed ? "a backup would fail"
            : report.Checks.Any(check => check.Outcome == PreflightOutcome.NotChecked) ? "nothing was found that stands in the way of a backup, but not everything was checked"
            : "nothing stands in the way of a backup";
    }

    private static string Word(PreflightOutcome outcome) => outcome == PreflightOutcome.NotChecked ? "not checked" : EnumName.Of(outcome);
}
