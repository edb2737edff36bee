using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Sftp.Failures;

namespace PosBackup.Targets.Tests.Sftp;

/// <summary>What OpenSSH really says, and what becomes of it.</summary>
public sealed class SshFailureRulesTests
{
    [Theory]
    [InlineData("store42@posbak-hq: Permission denied (publickey,password).", TargetFailure.AuthFailed)]
    [InlineData("no such identity: /keys/id: No such file or directory\nstore42@x: Permission denied (publickey).", TargetFailure.AuthFailed)]
    [InlineData("Load key \"/keys/id\": bad permissions\nstore42@x: Permission denied (publickey).", TargetFailure.AuthFailed)]
    [InlineData("No ED25519 host key is known for posbak-hq and you have requested strict checking.\r\nHost key verification failed.", TargetFailure.HostIdentity)]
    [InlineData("@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nHost key verification failed.", TargetFailure.HostIdentity)]
    [InlineData("@       WARNING: REVOKED HOST KEY DETECTED!               @\r\nThe ED25519 host key for x was revoked", TargetFailure.HostIdentity)]
    [InlineData("ssh: connect to host 127.0.0.1 port 9: Connection refused", TargetFailure.Unreachable)]
    [InlineData("ssh: Could not resolve hostname nowhere: Name or service not known", TargetFailure.Unreachable)]
    [InlineData("kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 127.0.0.1 port 80", TargetFailure.Unreachable)]
    [InlineData("Unable to negotiate with 127.0.0.1 port 22: no matching cipher found. Their offer: 3des-cbc", TargetFailure.Config)]
    [InlineData("subsystem request failed on channel 0", TargetFailure.Config)]
    [InlineData("j@posbak-jump-hq: Permission denied (publickey).\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535", TargetFailure.AuthFailed)]
    [InlineData("ssh: connect to host jump port 22: Connection refused\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535", TargetFailure.Unreachable)]
    [InlineData("something new", TargetFailure.Unknown)]
    public void BeforeLogin_NamesTheCause(string errors, TargetFailure expected)
    {
        SshFailure failure = SshFailureRules.BeforeLogin(errors, 255);

        Assert.Equal(expected, failure.Failure);
        Assert.DoesNotContain('\n', failure.Text);
    }

    [Theory]
    [InlineData("client_loop: send disconnect: Broken pipe", "the connection broke")]
    [InlineData("Connection to 127.0.0.1 closed by remote host.", "the connection broke")]
    [InlineData("Timeout, server 127.0.0.1 not responding.", "stopped answering")]
    [InlineData("Corrupted MAC on input.", "bytes were changed")]
    [InlineData("", "the connection broke")]
    public void Afterwards_IsLost(string errors, string meaning)
    {
        SshFailure failure = SshFailureRules.Afterwards(errors);

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        Assert.Contains(meaning, failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeLogin_AServerProgramThatEndsAtOnceIsTheServersMatter() =>
        Assert.Equal(TargetFailure.Config, SshFailureRules.BeforeLogin("", 127).Failure);

    [Fact]
    public void BeforeLogin_KeyFileIsNamedBeforeTheRefusal() =>
        Assert.Contains("others may read", SshFailureRules.BeforeLogin("Load key \"/k\": bad permissions\nPermission denied (publickey).", 255).Text, StringComparison.Ordinal);
}
