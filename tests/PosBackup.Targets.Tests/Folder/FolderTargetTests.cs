using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;

namespace PosBackup.Targets.Tests.Folder;

public sealed class FolderTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Root_ThatDoesNotExistIsNotMade()
    {
        TargetException failure = await FailureOfAsync(Target(_folder.File("typo")));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("typo")));
    }

    [Fact]
    public async Task Root_ThatGoesAwayIsUnreachableAndNotMadeAgain()
    {
        string root = _folder.Folder("root");
        FolderTarget target = Target(root);
        await PutAsync(target, "a/file");
        Directory.Delete(root, recursive: true);

        Assert.Equal(TargetFailure.Unreachable, (await FailureOfAsync(target)).Failure);
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task Root_HasToBeAFullPathOfAFolder()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");

        Assert.Equal(TargetFailure.Config, (await FailureOfAsync(Target("relative/path"))).Failure);
        Assert.Equal(TargetFailure.Config, (await FailureOfAsync(Target(_folder.File("file")))).Failure);
    }

    [Fact]
    public async Task User_IsRefusedWhereSharesAreMounted()
    {
        if (OperatingSystem.IsWindows())
            return;

        TargetException failure = await FailureOfAsync(new FolderTarget(new FolderDefinition { Name = "hq", Path = _folder.Path, User = "shop" }, new NoSecrets(), new FakeVolumes()));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("mount", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_AreNotFollowedNorShown()
    {
        string outside = _folder.Folder("outside");
        await File.WriteAllTextAsync(Path.Combine(outside, "file"), "not ours");
        string root = _folder.Folder("root");
        File.CreateSymbolicLink(Path.Combine(root, "file"), Path.Combine(outside, "file"));
        Directory.CreateSymbolicLink(Path.Combine(root, "folder"), outside);
        FolderTarget target = Target(root);

        foreach (string path in (string[])["file", "folder/file", "folder/new"])
        {
            Assert.Equal(TargetFailure.Denied, (await Assert.ThrowsAsync<TargetException>(() => PutAsync(target, path))).Failure);
            Assert.Null(await target.StatAsync(TargetPath.Parse(path), default));
            Assert.Equal(TargetFailure.Denied, (await Assert.ThrowsAsync<TargetException>(() => target.OpenReadAsync(TargetPath.Parse(path), 0, null, default))).Failure);
            await target.DeleteAsync(TargetPath.Parse("folder/file"), default);
        }

        Assert.Empty(await ListAsync(target, ""));
        Assert.Empty(await ListAsync(target, "folder"));
        Assert.Equal("not ours", await File.ReadAllTextAsync(Path.Combine(outside, "file")));
        Assert.Single(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public async Task Rename_OverALinkReplacesTheLink()
    {
        await File.WriteAllTextAsync(_folder.File("outside"), "not ours");
        string root = _folder.Folder("root");
        File.CreateSymbolicLink(Path.Combine(root, "file"), _folder.File("outside"));
        FolderTarget target = Target(root);
        await PutAsync(target, "new");

        await target.RenameAsync(TargetPath.Parse("new"), TargetPath.Parse("file"), default);

        Assert.Equal("not ours", await File.ReadAllTextAsync(_folder.File("outside")));
        Assert.Equal(1, (await target.StatAsync(TargetPath.Parse("file"), default))!.Length);
    }

    [Fact]
    public async Task Put_ThatIsLargerThanTheDiskIsRefusedBeforeAnythingIsWritten()
    {
        await PutAsync(Target(_folder.Path), "file");

        TargetException failure = await Assert.ThrowsAsync<TargetException>(
            () => Target(_folder.Path).PutAsync(TargetPath.Parse("file"), Stream.Null, new PutRequest { Length = 1L << 60 }, default));

        Assert.Equal(TargetFailure.NoSpace, failure.Failure);
        Assert.Equal([7], await File.ReadAllBytesAsync(_folder.File("file")));
    }

    [Fact]
    public async Task Settle_HasNothingToSayOfAPlainFolder() => Assert.Null(await Target(_folder.Path).SettleAsync(default));

    private static FolderTarget Target(string path) => new(new FolderDefinition { Name = "hq", Path = path }, new NoSecrets(), new FakeVolumes());

    private static Task PutAsync(FolderTarget target, string path) => target.PutAsync(TargetPath.Parse(path), new MemoryStream([7]), new PutRequest { Length = 1 }, default);

    private static Task<TargetException> FailureOfAsync(FolderTarget target) => Assert.ThrowsAsync<TargetException>(() => PutAsync(target, "a/file"));

    private static async Task<List<TargetEntry>> ListAsync(FolderTarget target, string folder)
    {
        var entries = new List<TargetEntry>();
        await foreach (TargetEntry entry in target.ListAsync(TargetPath.Parse(folder), default))
            entries.Add(entry);
        return entries;
    }
}
