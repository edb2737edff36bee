using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>target list --json</c>.</summary>
internal sealed record TargetListJson(string File, string Store, IReadOnlyList<TargetJson> Targets)
{
    public static TargetListJson Of(string path, TargetFile file) => new(path, file.Store, [.. file.Targets.Select(TargetJson.Of)]);
}

/// <summary>The document of <c>target add --json</c> and <c>target remove --json</c>: what became of one target.</summary>
internal sealed record TargetChangeJson(string File, string Store, string Outcome, TargetJson Target);

/// <summary>A target as it is defined, without secrets and without references to them.</summary>
internal sealed record TargetJson(
    string Name, string Kind, string Address, TargetVerificationJson Verify, TargetThrottleJson? Throttle, bool AppendOnly, bool IgnoreClock, string Trust, IReadOnlyList<string> Fingerprints, IReadOnlyList<TargetWarningJson> Warnings)
{
    public static TargetJson Of(TargetDefinition target) => new(
        target.Name,
        target.Kind,
        target.Address,
        new TargetVerificationJson(EnumName.Of(target.Verification.Depth), target.Verification.WholeUpTo, target.Verification.Blocks, target.Verification.WholeWithinDays),
        target.Throttle is { } throttle ? new TargetThrottleJson(throttle.BytesPerSecond, [.. throttle.FullSpeed.Select(span => span.ToString())]) : null,
        target.AppendOnly,
        target.IgnoreClock,
        EnumName.Of(TargetPins.LevelOf(target)),
        [.. (TargetPins.Of(target, jump: false) ?? []).Select(TargetPins.FingerprintOf)],
        [.. DefinitionWarning.Of(target).Select(warning => new TargetWarningJson(warning.Message, warning.Hint))]);
}

/// <summary>How copies are proven.</summary>
internal sealed record TargetVerificationJson(string Depth, long WholeUpTo, int Blocks, int? WholeWithinDays);

/// <summary>Limits of speed.</summary>
internal sealed record TargetThrottleJson(long BytesPerSecond, IReadOnlyList<string> FullSpeed);

/// <summary>What a person should know of a definition.</summary>
internal sealed record TargetWarningJson(string Message, string Hint);
