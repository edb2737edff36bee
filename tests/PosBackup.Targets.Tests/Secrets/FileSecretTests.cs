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

    [Fact]
    public async Task Write_LetsNobodyElseRead_ReplacesAsAWhole_AndClearsAwayWhatACrashLeft()
    {
        if (OperatingSystem.IsWindows())
            return;

        string left = $"{_file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(left, "half a sec");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));

        await FileSecret.WriteAsync(_file, new Secret("old"));
        await FileSecret.WriteAsync(_file, new Secret("new"));

        Assert.Equal("new", FileSecret.Read(_file, "file", longest: 8).Reveal());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Write_TellsWhatItCannotWrite_AndNothingOfTheSecret()
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => FileSecret.WriteAsync(Path.Combine(_file, "no folder"), new Secret("hidden")));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
    }
}
