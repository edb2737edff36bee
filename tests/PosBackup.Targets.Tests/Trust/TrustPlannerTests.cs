using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Targets.Tests.Trust;

public sealed class TrustPlannerTests
{
    private const string A = "ssh-ed25519 AAAA";
    private const string B = "ssh-rsa BBBB";
    private const string C = "ssh-ed25519 CCCC";

    [Theory]
    [InlineData("", A + "|" + B, null, false, TrustState.First, A)]
    [InlineData("", A + "|" + B, "SHA256:b", false, TrustState.First, B)]
    [InlineData(A, A + "|" + B, null, false, TrustState.Unchanged, A)]
    [InlineData(B, A + "|" + B, null, false, TrustState.Unchanged, B)]
    [InlineData(A, C + "|" + B, null, false, TrustState.Changed, C)]
    [InlineData(A, C + "|" + B, null, true, TrustState.Changed, C + "|" + A)]
    [InlineData(A, A + "|" + B, "SHA256:b", true, TrustState.Added, B + "|" + A)]
    [InlineData(A, A + "|" + B, "SHA256:b", false, TrustState.Added, B)]
    [InlineData(C + "|" + A, C, null, false, TrustState.Unchanged, C)]
    [InlineData(C + "|" + A, C, null, true, TrustState.Unchanged, C + "|" + A)]
    public void WhatIsPinnedAfterwards(string pinned, string offered, string? fingerprint, bool add, TrustState state, string after)
    {
        TrustPlan plan = TrustPlanner.Plan(Split(pinned), [.. Split(offered).Select(Offer)], fingerprint, add);
        Assert.Equal((state, after), (plan.State, string.Join('|', plan.After)));
        Assert.Equal(!string.Equals(pinned, after, StringComparison.Ordinal), plan.IsChange);
    }

    [Theory]
    [InlineData("SHA256:c")]
    [InlineData("sha256:a")]
    [InlineData("")]
    public void AnotherFingerprint_IsRefused(string fingerprint)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => TrustPlanner.Plan([], [Offer(A)], fingerprint, add: false));
        Assert.Equal(ErrorCode.HostNotTrusted, error.Code);
        Assert.Contains("SHA256:a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACertificate_IsComparedWithoutRegardToCaseAndColons()
    {
        string pin = string.Concat(Enumerable.Repeat("ab", 32));
        var offer = new OfferedIdentity("h:21", "certificate", pin, pin, []);
        string colons = string.Join(':', Enumerable.Repeat("AB", 32));
        Assert.Equal([pin], TrustPlanner.Plan([], [offer], colons, add: false).After);
        Assert.Equal(TrustState.Unchanged, TrustPlanner.Plan([pin.ToUpperInvariant()], [offer], fingerprint: null, add: false).State);
    }

    [Fact]
    public void ADefinitionThatTakesAnothersPlace_KeepsThePinsOfTheSameServerOnly()
    {
        var before = new SftpDefinition { Name = "hq", Endpoint = new SshEndpoint { Host = "h", User = "u", HostKeys = [A] } };
        SftpDefinition now = before with { Endpoint = before.Endpoint with { User = "v", HostKeys = [] } };
        Assert.Equal([A], ((SftpDefinition)TargetPins.Keep(now, before)).Endpoint.HostKeys);
        Assert.Empty(((SftpDefinition)TargetPins.Keep(now with { Endpoint = now.Endpoint with { Host = "other" } }, before)).Endpoint.HostKeys);
        Assert.Empty(((SftpDefinition)TargetPins.Keep(now with { Endpoint = now.Endpoint with { Port = 2222 } }, before)).Endpoint.HostKeys);
    }

    [Fact]
    public void TheFingerprintOfAHostKey_IsTheOneThatOpenSshPrints() => Assert.Equal(
        "SHA256:" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String("AAAA"))).TrimEnd('='), TargetPins.FingerprintOf(A));

    private static string[] Split(string pins) => pins.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static OfferedIdentity Offer(string pin) => new("h:22", pin.Split(' ')[0], "SHA256:" + char.ToLowerInvariant(pin[^1]), pin, []);
}
