using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Cli.Tests.Settings;

public sealed class SecretSourceTests
{
    [Fact]
    public async Task AFile_IsReadAnewEachTime()
    {
        string file = Path.GetTempFileName();
        try
        {
            var source = new SecretSource(new TerminalPrompt());
            await File.WriteAllTextAsync(file, "one");
            Assert.Equal("one", (await FindAsync(source, "file:" + file)).Reveal());
            await File.WriteAllTextAsync(file, "two");
            Assert.Equal("two", (await FindAsync(source, "file:" + file)).Reveal());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("env:POSBACKUP_TEST_NOT_SET", "POSBACKUP_TEST_NOT_SET")]
    [InlineData("file:/posbackup/none", "/posbackup/none")]
    public async Task WhatIsNotThere_IsToldByPurposeAndPlace(string reference, string told)
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => FindAsync(new SecretSource(new TerminalPrompt()), reference));
        Assert.Equal(ErrorCode.SecretNotFound, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("password of u at target hq", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Secret> FindAsync(SecretSource source, string text) =>
        SecretReference.TryParse(text, out SecretReference? reference) ? await source.FindAsync(reference!, "password of u at target hq", CancellationToken.None) : throw new ArgumentException("no reference", nameof(text));
}
