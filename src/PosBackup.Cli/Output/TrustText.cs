using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Output;

/// <summary>What a server offers to be recognised by, for the person who decides.</summary>
internal static class TrustText
{
    public static IEnumerable<string> Offer(TrustPlan plan)
    {
        yield return $"{plan.Chosen.Server} offers";
        foreach (OfferedIdentity identity in plan.Offered)
        {
            yield return $"  {identity.Kind} {identity.Fingerprint}";
            foreach (string detail in identity.Details)
                yield return $"    {detail}";
        }

        if (plan.Before.Count > 0)
            yield return $"pinned so far: {Fingerprints(plan.Before)}";
    }

    /// <summary>What the question is.</summary>
    public static string Question(string target, TrustPlan plan) => plan.State == TrustState.First
        ? $"Trust {plan.Chosen.Fingerprint} as that of {target}? Compare it with what the server's administrator says."
        : $"{Change(plan)}. Trust it? Compare it with what the server's administrator says.";

    /// <summary>From what to what.</summary>
    public static string Change(TrustPlan plan) => plan.State == TrustState.Added
        ? $"{plan.Chosen.Server} offers {plan.Chosen.Fingerprint} beside {Fingerprints(plan.Before)}"
        : $"The identity of {plan.Chosen.Server} changed from {Fingerprints(plan.Before)} to {plan.Chosen.Fingerprint}";

    /// <summary>What is pinned now.</summary>
    public static string Done(string target, TrustPlan plan) => !plan.IsChange
        ? $"{target} already trusts {plan.Chosen.Fingerprint}"
        : $"{target} trusts {Fingerprints(plan.After)}";

    private static string Fingerprints(IReadOnlyList<string> pins) => string.Join(", ", pins.Select(TargetPins.FingerprintOf));
}
