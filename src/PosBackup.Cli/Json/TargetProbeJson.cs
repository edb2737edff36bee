using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Probing;

namespace PosBackup.Cli.Json;

/// <summary>An element of <c>target test --json</c>: what a probe found out about a target.</summary>
internal sealed record TargetProbeJson(
    string Target,
    bool Passed,
    string? Product,
    IReadOnlyList<string> Features,
    long? FreeBytes,
    string? Medium,
    IReadOnlyList<string> Details,
    double? ClockSkewSeconds,
    IReadOnlyList<ProbeStepJson> Steps,
    IReadOnlyList<string> Left)
{
    public static TargetProbeJson Of(TargetProbeReport report) => new(
        report.Target,
        report.Passed,
        report.Description?.Product,
        [.. Enum.GetValues<TargetFeatures>().Where(feature => feature != TargetFeatures.None && report.Description?.Can(feature) == true).Select(EnumName.Of)],
        report.Description?.FreeBytes,
        report.Description?.Medium,
        report.Description?.Details ?? [],
        report.ClockSkew?.TotalSeconds,
        [.. report.Steps.Select(ProbeStepJson.Of)],
        report.Left);
}

/// <summary>A step of a probe.</summary>
internal sealed record ProbeStepJson(string Step, string Outcome, string? Failure, string? Message, string? Hint)
{
    public static ProbeStepJson Of(ProbeStepResult result) => new(
        EnumName.Of(result.Step), EnumName.Of(result.Outcome), result.Failure is { } failure ? EnumName.Of(failure) : null, result.Message, result.Hint);
}
