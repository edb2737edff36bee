using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Askpass;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class ExpectedPromptsTests
{
    private static readonly SshEndpoint Endpoint = new() { Host = "hq.example.com", User = "store42", IdentityFile = "/keys/id" };

    private static readonly KnownLogin Target = new(Endpoint, "posbak-hq", new Secret("p"), new Secret("k"));

    private static readonly KnownLogin Jump = new(Endpoint with { User = "j" }, "posbak-jump-hq", new Secret("jp"), null);

    [Theory]
    [InlineData("store42@posbak-hq's password: ", "p")]
    [InlineData("(store42@posbak-hq) Password: ", "p")]
    [InlineData("j@posbak-jump-hq's password: ", "jp")]
    [InlineData("Enter passphrase for key '/keys/id': ", "k")]
    [InlineData("(store42@posbak-hq) Verification code: ", null)]
    [InlineData("The authenticity of host 'x' can't be established.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ", null)]
    [InlineData("other@posbak-hq's password: ", null)]
    [InlineData("(j@posbak-jump-hq) store42@posbak-hq's password: ", "jp")]
    [InlineData("Enter passphrase for key '/keys/other': ", null)]
    [InlineData("Password: ", null)]
    public void Answer_GivesEachQuestionItsOwn(string prompt, string? expected) =>
        Assert.Equal(expected, new ExpectedPrompts([Target, Jump]).Answer(prompt)?.Reveal());

    [Fact]
    public void Answer_OfAnOldSshIsTheOnlyPassword() => Assert.Equal("p", new ExpectedPrompts([Target]).Answer("Password: ")?.Reveal());

    [Fact]
    public void Answer_ComesOnce()
    {
        var prompts = new ExpectedPrompts([Target]);

        Assert.NotNull(prompts.Answer("store42@posbak-hq's password: "));
        Assert.Null(prompts.Answer("(store42@posbak-hq) Password: "));
        Assert.NotNull(prompts.Answer("Enter passphrase for key '/keys/id': "));
    }
}
