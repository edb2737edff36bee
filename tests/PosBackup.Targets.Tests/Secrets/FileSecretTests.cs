using PosBackup.Engine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Targets.Tests.Secrets;

public sealed class FileSecretTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("pä s\nother", "pä s")]
    [InlineData("pass\r\n", "pass")]
    [InlineData("\uFEFFpass", "pass")]
    [InlineData("12345678", "12345678")]
    public void TheFirstLine_IsTheSecret(string content, string secret)
    {
        File.WriteAllText(_file, content);
        Assert.Equal(secret, FileSecret.Read(_file, "file", longest: 8).Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nS3cr3t")]
    [InlineData("S3cr\03t")]
    [InlineData("S3cr3tS3c")]
    public void WhatIsNone_IsRefusedWithoutTellingAnyOfIt(string content)
    {
        File.WriteAllText(_file, content);
        PosBackupException error = Assert.Throws<PosBackupException>(() => FileSecret.Read(_file, "file", longest: 8));
        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.DoesNotContain("S3c", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNotThere_IsToldByItsPath()
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => FileSecret.Read(_file + ".none", "file", longest: 8));
        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains(_file + ".none", error.Message, StringComparison.Ordinal);
    }
}
