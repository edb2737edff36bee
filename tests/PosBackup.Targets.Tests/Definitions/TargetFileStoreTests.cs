using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Definitions;

public sealed class TargetFileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-test-").FullName;

    private TargetFileStore Store => new(Path.Combine(_folder, "new", "targets.json"), "vm");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_MakesTheFolderAndWhatIsReadIsTheSame()
    {
        var file = new TargetFile { Store = "0042", Targets = [new FolderDefinition { Name = "nas", Path = "/mnt/nas" }] };
        await Store.WriteAsync(file);
        Assert.Equivalent(file, await Store.ReadAsync(), strict: true);
        Assert.Null(Store.Openness());
    }

    [Fact]
    public async Task Write_RefusesWhatCouldNotBeReadAgainAndKeepsTheFile()
    {
        var file = new TargetFile { Store = "0042" };
        await Store.WriteAsync(file);
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => Store.WriteAsync(file with { Targets = [new FolderDefinition { Name = "nas", Path = "relative" }] }));
        Assert.Equal(ErrorCode.TargetFileInvalid, error.Code);
        Assert.Empty((await Store.ReadAsync()).Targets);
    }

    [Fact]
    public async Task Change_LetsNobodyElseChangeItMeanwhile()
    {
        Task<TargetFile>? meanwhile = null;
        await Store.ChangeAsync(file =>
        {
            meanwhile = Store.ChangeAsync(again => again with { Store = "lost" });
            return file.With(new FolderDefinition { Name = "nas", Path = "/mnt/nas" });
        });
        TargetFile changed = await Store.ChangeAsync(file => file.With(new FolderDefinition { Name = "usb", Path = "/mnt/usb" }));

        PosBackupException other = await Assert.ThrowsAsync<PosBackupException>(() => meanwhile!);
        Assert.Equal(ErrorCode.Busy, other.Code);
        Assert.Equal(["nas", "usb"], changed.Targets.Select(target => target.Name));
        Assert.Equivalent(changed, await Store.ReadAsync(), strict: true);
    }

    [Fact]
    public async Task AMissingFile_IsAnErrorToReadAndEmptyToBeginWith()
    {
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync())).Code);
        Assert.Equivalent(new TargetFile { Store = "vm" }, await Store.ReadOrNewAsync(), strict: true);
    }

    [Fact]
    public async Task AFileOverOneMebibyte_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store.Path)!);
        await File.WriteAllBytesAsync(Store.Path, new byte[(1 << 20) + 1]);
        Assert.Equal(ErrorCode.TargetFileInvalid, (await Assert.ThrowsAsync<PosBackupException>(() => Store.ReadAsync())).Code);
    }

    [Fact]
    public async Task AFileThatEverybodyMayWrite_IsWarnedOf()
    {
        if (OperatingSystem.IsWindows())
            return;

        await Store.WriteAsync(new TargetFile { Store = "0042" });
        File.SetUnixFileMode(Store.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Contains(Store.Path, Store.Openness()!.Message, StringComparison.Ordinal);
    }
}
