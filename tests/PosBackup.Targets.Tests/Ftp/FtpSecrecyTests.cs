using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Some servers repeat what they were told. A password is in no message, no exception and no description.</summary>
public sealed class FtpSecrecyTests : ScriptedFtpTests
{
    [Theory]
    [InlineData("PASS", "530 no, s3cr3t-OF-store-42 is wrong\r\n")]
    [InlineData("PASS", "you said S3cr3t-of-store-42\r\n")]
    [InlineData("FEAT", "421 S3cr3t-of-store-42\r\n")]
    [InlineData("TYPE", "500-S3cr3t-of-store-42\r\n500 S3cr3t-of-store-42\r\n")]
    [InlineData("STOR", "553 S3cr3t-of-store-42\r\n")]
    [InlineData("STOR", "S3cr3t-of-store-42\r\n")]
    public async Task PasswordInAReply_IsNotShown(string to, string reply)
    {
        TargetException failure = await FailureAsync(to, reply);

        Assert.Contains("***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PasswordInFeatures_IsNotDescribed()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command == "FEAT" ? $"211-these\r\n {Password}\r\n211 end\r\n" : command == "PWD" ? $"257 \"/{Password}\"\r\n" : null);
        await using FtpTarget target = TargetOn(server);

        TargetDescription description = await target.DescribeAsync(default);

        Assert.DoesNotContain(Password, $"{description.Product} {string.Join(' ', description.Details)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordOfDigits_SpoilsNoNumberOfAReply()
    {
        byte[] content = new byte[4242];
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(_ => null, content);
        await using FtpTarget target = TargetOn(server, secret: "42");

        Assert.Equal(content, await ReadAsync(target));
    }
}
