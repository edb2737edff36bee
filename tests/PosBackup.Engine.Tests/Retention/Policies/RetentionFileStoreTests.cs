using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class RetentionFileStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RetentionFileStore Store => new(Path.Combine(_folder.Path, "new", "retention.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AHoldThatIsAdded_ChangesNothingElseOfTheFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store.Path)!);
        await File.WriteAllTextAsync(Store.Path, """
            { "schema": 1, "policy": { "window": "14d", "zone": "Europe/Berlin" }, "targets": { "hq": { "window": null } }, "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "audit", "until": "2027-01-31" } ] }
            """);
        var hold = new RetentionHold(new Guid("0c7e9df2-35b4-4f0f-8c26-6b2a4f5f2d10"), "claim of a customer", Until: null);
        RetentionFile file = await Store.ReadAsync();
        await Store.WriteAsync(file with { Holds = [.. file.Holds, hold] });
        Assert.Equal(
            """
            {
              "schema": 1,
              "policy": {
                "window": "14d",
                "zone": "Europe/Berlin"
              },
              "targets": {
                "hq": {
                  "window": null
                }
              },
              "holds": [
                {
                  "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11",
                  "reason": "audit",
                  "until": "2027-01-31"
                },
                {
                  "set": "0c7e9df2-35b4-4f0f-8c26-6b2a4f5f2d10",
                  "reason": "claim of a customer"
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(Store.Path));
    }

    [Fact]
    public async Task Write_RefusesWhatCouldNotBeReadAgainAndKeepsTheFile()
    {
        await Store.WriteAsync(new RetentionFile { Policy = new RetentionTerms { Daily = 7 } });
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => Store.WriteAsync(new RetentionFile { Policy = new RetentionTerms { Daily = -7 } }));
        Assert.Equal(ErrorCode.RetentionFileInvalid, error.Code);
        Assert.Equal(7, (await Store.ReadAsync()).Policy.Daily);
        Assert.Equal([Store.Path], Directory.GetFiles(Path.GetDirectoryName(Store.Path)!));
    }

    [Fact]
    public async Task AMissingFile_IsAnErrorToReadAndSilentToBeginWith()
    {
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync())).Code);
        Assert.True((await Store.ReadOrNewAsync()).IsSilent);
        Assert.False(Store.Exists);
    }

    [Fact]
    public async Task AFileOverOneMebibyte_IsRefused()
    {
        await Store.WriteAsync(new RetentionFile());
        await File.WriteAllBytesAsync(Store.Path, new byte[(1 << 20) + 1]);
        Assert.Equal(ErrorCode.RetentionFileInvalid, (await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync())).Code);
    }

    [Fact]
    public async Task AFileThatEverybodyMayWrite_IsToldApart()
    {
        if (OperatingSystem.IsWindows())
            return;

        await Store.WriteAsync(new RetentionFile());
        File.SetUnixFileMode(Store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Null(Store.Openness());
        File.SetUnixFileMode(Store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Equal((Store.Path, $"everybody on this machine may write {Store.Path}, and so have backups removed"), (Store.Openness()!.Path, Store.Openness()!.Message));
    }
}
