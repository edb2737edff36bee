using System.Text;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Targets;

namespace PosBackup.PowerShell.Tests.Targets;

public sealed class TrustOfferTests
{
    [Fact]
    public void TheQuestion_ShowsTheFingerprintAndWhoseItIs()
    {
        TrustOffer offer = Read("first");

        Assert.False(offer.IsPinned);
        Assert.Equal(("Trust hq.example.com", "SHA256:abc"), (offer.Caption, offer.Fingerprint));
        Assert.Equal(
            ["hq.example.com shows host key SHA256:abc ssh-ed25519, 256 bits", "Compare it with what the operator of the server tells. Is it right?"],
            offer.Question.Split(Environment.NewLine));
    }

    [Fact]
    public void TheQuestion_SaysThatAnotherOneWasPinnedBefore() =>
        Assert.StartsWith("This is not what was pinned before: either the server was changed, or somebody stands between.", Read("changed").Question, StringComparison.Ordinal);

    [Fact]
    public void WhatIsPinnedAlready_AsksNothing() => Assert.True(Read("unchanged").IsPinned);

    private static TrustOffer Read(string state) => new(JsonText.Read(new ArraySegment<byte>(Encoding.UTF8.GetBytes(
        $$"""{ "server": "hq.example.com", "state": "{{state}}", "trusted": { "kind": "host key", "fingerprint": "SHA256:abc", "details": [ "ssh-ed25519", "256 bits" ] } }"""))));
}
