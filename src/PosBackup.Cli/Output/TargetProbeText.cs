using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Probing;

namespace PosBackup.Cli.Output;

/// <summary>The probe of a target for a person: its steps, then what the target can do.</summary>
internal static class TargetProbeText
{
    public static IEnumerable<string> Lines(TargetProbeReport report)
    {
        yield return $"{report.Target}: {(report.Passed ? "passed" : "failed")}";
        foreach (string line in TextTable.Lines([.. report.Steps.Select(Row)]))
            yield return $"  {line}";

        if (report.Description is not { } description)
            yield break;

        IEnumerable<string> can = Enum.GetValues<TargetFeatures>().Where(feature => feature != TargetFeatures.None && description.Can(feature)).Select(EnumName.Of);
        yield return $"  can: {string.Join(", ", can)}";
        if (description.FreeBytes is { } free)
            yield return $"  free: {Quantity.Size(free)}";
        if (description.Medium is { } medium)
            yield return $"  medium: {medium}";
        if (report.ClockSkew is { } skew)
            yield return string.Create(CultureInfo.InvariantCulture, $"  clock: {(skew.Duration() < TimeSpan.FromSeconds(2) ? "as ours" : $"{Quantity.Duration(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} ours")}");
        foreach (string detail in description.Details)
            yield return $"  {detail}";
    }

    private static string[] Row(ProbeStepResult step) => [Name(step.Step), Outcome(step.Outcome), step.Outcome == ProbeOutcome.Failed ? "" : step.Message ?? ""];

    private static string Outcome(ProbeOutcome outcome) => outcome == ProbeOutcome.NotChecked ? "not checked" : EnumName.Of(outcome);

    private static string Name(ProbeStep step) => step switch
    {
        ProbeStep.ReadBack => "read back",
        ProbeStep.TimeStamp => "time stamp",
        _ => EnumName.Of(step),
    };
}
