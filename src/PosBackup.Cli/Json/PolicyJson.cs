using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>policy --json</c>.</summary>
internal sealed record PolicyJson(string File, bool Exists, IReadOnlyList<PlacePolicyJson> Places, IReadOnlyList<PolicyWarningJson> Warnings)
{
    public static PolicyJson Of(RetentionFileStore store, RetentionFile file, IEnumerable<RetentionPlace> places, IEnumerable<RetentionWarning> warnings) => new(
        store.Path,
        store.Exists,
        [.. places.Select(place => PlacePolicyJson.Of(place, file.PolicyOf(place)))],
        [.. warnings.Select(warning => new PolicyWarningJson(warning.Message, warning.Hint))]);
}

/// <summary>What one place keeps. What is asked of copies is told here alone.</summary>
internal sealed record PlacePolicyJson(
    string? Target,
    string Sentence,
    double? WindowSeconds,
    int KeepLast,
    int Daily,
    int Weekly,
    int Monthly,
    int Yearly,
    int MinimumChains,
    double? MaximumAgeSeconds,
    double DroppedGraceSeconds,
    int? Copies,
    double? CopiesProvenWithinSeconds,
    string CopyOnly,
    string Foreign,
    double MaximumDelete,
    string Zone)
{
    public static PlacePolicyJson Of(RetentionPlace place, RetentionPolicy policy) => new(
        place.IsHere ? null : place.Target,
        RetentionText.Of(policy, place),
        policy.Window?.TotalSeconds,
        policy.KeepLast,
        policy.Daily,
        policy.Weekly,
        policy.Monthly,
        policy.Yearly,
        policy.MinimumChains,
        policy.MaximumAge?.TotalSeconds,
        policy.DroppedGrace.TotalSeconds,
        policy.Copies,
        place.IsHere ? policy.CopiesProvenWithin.TotalSeconds : null,
        EnumName.Of(policy.CopyOnly),
        EnumName.Of(policy.Foreign),
        policy.MaximumDelete,
        policy.Zone.Id);
}

/// <summary>What a person should know of a policy.</summary>
internal sealed record PolicyWarningJson(string Message, string Hint);
