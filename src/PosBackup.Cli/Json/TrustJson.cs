using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>target trust --json</c>. Pins are told by their fingerprints.</summary>
internal sealed record TrustJson(
    string Target, string Server, string State, IdentityJson Trusted, IReadOnlyList<IdentityJson> Offered, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    public static TrustJson Of(string target, TrustPlan plan) => new(
        target,
        plan.Chosen.Server,
        EnumName.Of(plan.State),
        IdentityJson.Of(plan.Chosen),
        [.. plan.Offered.Select(IdentityJson.Of)],
        [.. plan.Before.Select(TargetPins.FingerprintOf)],
        [.. plan.After.Select(TargetPins.FingerprintOf)]);
}

/// <summary>A host key or certificate that a server offers.</summary>
internal sealed record IdentityJson(string Kind, string Fingerprint, IReadOnlyList<string> Details)
{
    public static IdentityJson Of(OfferedIdentity identity) => new(identity.Kind, identity.Fingerprint, identity.Details);
}
