using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Output;

/// <summary>Targets, as they are defined, for a person.</summary>
internal static class TargetText
{
    public static IEnumerable<string> Lines(string path, TargetFile file)
    {
        if (file.Targets.Count > 0)
        {
            foreach (string line in TextTable.Lines([["name", "kind", "address", "verification", "limit", "trust"], .. file.Targets.Select(Row)]))
                yield return line;
        }

        yield return $"{CountText.Of(file.Targets.Count, "target")} of store {file.Store} in {path}";
    }

    private static string[] Row(TargetDefinition target) =>
    [
        target.Name, target.AppendOnly ? $"{target.Kind}, append only" : target.Kind, target.Address, Verification(target.Verification), Throttle(target.Throttle), Trust(target),
    ];

    private static string Verification(VerificationDefinition verification)
    {
        string small = verification.WholeUpTo > 0 ? $", whole up to {SizeText.Of(verification.WholeUpTo)}" : "";
        string within = verification.WholeWithinDays is { } days ? $", whole within {SpanText.Of(TimeSpan.FromDays(days))}" : "";
        return verification.Depth switch
        {
            VerificationDepth.Whole => "whole",
            VerificationDepth.ServerHash => $"hash of the server{small}",
            _ => $"sample of {CountText.Of(verification.Blocks, "block")}{small}{within}",
        };
    }

    private static string Throttle(ThrottleDefinition? throttle)
    {
        if (throttle is null)
            return "none";

        string free = throttle.FullSpeed.Count > 0 ? $", none {string.Join(", ", throttle.FullSpeed)}" : "";
        return $"{SizeText.Of(throttle.BytesPerSecond)}/s{free}";
    }

    private static string Trust(TargetDefinition target) => TargetPins.LevelOf(target) switch
    {
        TrustLevel.Pinned => string.Join(", ", (TargetPins.Of(target, jump: false) ?? []).Select(TargetPins.FingerprintOf)),
        TrustLevel.Roots => "roots of this machine",
        TrustLevel.Unknown => "not trusted yet",
        TrustLevel.Unprotected => "no TLS",
        _ => "",
    };
}
