using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Processes;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class SshValuesTests
{
    public const string Pin = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF4vhqRfwIoxjpDmisvsKdPfBJqwpKOYTTLNTRrHAyEz";

    private static readonly SftpDefinition Good = new()
    {
        Name = "hq",
        Path = "/srv/back ups",
        Endpoint = new SshEndpoint { Host = "hq.example.com", Port = 2222, User = @"SHOP\store42", IdentityFile = "/keys/my key 100%", HostKeys = [Pin] },
    };

    [Theory]
    [InlineData("-oProxyCommand=x")]
    [InlineData("a\nProxyCommand x")]
    [InlineData("a b")]
    [InlineData("%h")]
    [InlineData("")]
    public void Host_ThatSshWouldReadOtherwiseIsRefused(string host) => Refused(Good with { Endpoint = Good.Endpoint with { Host = host } }, "endpoint.host");

    [Theory]
    [InlineData("-l")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData("%u")]
    [InlineData("${HOME}")]
    [InlineData(@"a\\b")]
    public void User_ThatSshWouldReadOtherwiseIsRefused(string user) => Refused(Good with { Endpoint = Good.Endpoint with { User = user } }, "endpoint.user");

    [Theory]
    [InlineData("~/.ssh/id")]
    [InlineData("/keys/${USER}")]
    [InlineData("/keys/\"x")]
    [InlineData("/keys/x\n")]
    public void IdentityFile_ThatSshWouldReadOtherwiseIsRefused(string file) => Refused(Good with { Jump = Good.Endpoint with { IdentityFile = file } }, "jump.identityFile");

    [Theory]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIF4vhqRfwIoxjpDmisvsKdPfBJqwpKOYTTLNTRrHAyEz")]
    [InlineData("@cert-authority ssh-ed25519 AAAA")]
    [InlineData("ssh-ed25519 AAAA\nother ssh-rsa AAAA")]
    public void Pin_ThatIsNoKeyOfItsTypeIsRefused(string pin) => Refused(Good with { Endpoint = Good.Endpoint with { HostKeys = [Pin, pin] } }, "endpoint.hostKeys[1]");

    [Fact]
    public void Path_FromTheHomeHasNoTilde() => Refused(Good with { Path = "~/x" }, "path");

    [Fact]
    public void Configuration_QuotesAndEscapes()
    {
        SshValues.Require(Good);

        string text = SshConfiguration.Write(Good, "/tmp/known");

        Assert.Contains("\n  User \"SHOP\\store42\"\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  IdentityFile \"/keys/my key 100%%\"\n  IdentitiesOnly yes\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  BatchMode yes\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ProxyJump", text, StringComparison.Ordinal);
        Assert.Equal($"posbak-hq {Pin}\n", SshConfiguration.KnownHosts(Good));
    }

    [Fact]
    public void Configuration_GivesTheJumpHostItsOwnBlock()
    {
        SftpDefinition definition = Good with { Jump = new SshEndpoint { Host = "jump", User = "j", Password = SftpTargets.Prompt, HostKeys = [Pin] } };

        string text = SshConfiguration.Write(definition, "/tmp/known");

        Assert.Contains("\n  ProxyJump jump\nHost jump\n  HostName jump\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  BatchMode no\n  NumberOfPasswordPrompts 1\n  PreferredAuthentications password,keyboard-interactive\n  PubkeyAuthentication no\n", text, StringComparison.Ordinal);
        Assert.Equal($"posbak-hq {Pin}\nposbak-jump-hq {Pin}\n", SshConfiguration.KnownHosts(definition));
    }

    private static void Refused(SftpDefinition definition, string property)
    {
        TargetException failure = Assert.Throws<TargetException>(() => SshValues.Require(definition));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.StartsWith($"target hq: {property} ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
