using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Targets.Tests.Folder;

public sealed class RemovableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeVolumes _volumes = new();
    private readonly MountedVolume _a;
    private readonly MountedVolume _b;
    private readonly FolderTarget _target;

    public RemovableFolderTests()
    {
        _a = new MountedVolume(_folder.Folder("a"), "1", "AAAA-0001", "KASSE");
        _b = new MountedVolume(_folder.Folder("b"), "2", "BBBB-0002", "KASSE");
        _target = new FolderTarget(
            new FolderDefinition
            {
                Name = "sticks",
                Path = "PosBackup/shop 1",
                Volumes = [new VolumeDefinition { Name = "stick A", Serial = "AAAA0001" }, new VolumeDefinition { Name = "stick B", Serial = "bbbb-0002" }],
            },
            new NoSecrets(),
            _volumes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Root_IsMadeOnTheDriveAndTheMediumTold()
    {
        _volumes.Mounted.Add(_b);

        TargetDescription description = await _target.DescribeAsync(default);
        await PutAsync();

        Assert.Equal(("BBBB-0002", "stick B"), (description.Medium, description.MediumName));
        Assert.True(File.Exists(Path.Combine(_b.Root, "PosBackup/shop 1/file")));
    }

    [Fact]
    public async Task NoDrive_IsUnreachableUntilOneIsIn()
    {
        Assert.Equal(TargetFailure.Unreachable, (await Assert.ThrowsAsync<TargetException>(PutAsync)).Failure);

        _volumes.Mounted.Add(_a);
        await PutAsync();

        Assert.True(File.Exists(Path.Combine(_a.Root, "PosBackup/shop 1/file")));
    }

    [Fact]
    public async Task PulledDrive_LeavesTheEmptyFolderUnderItAlone()
    {
        _volumes.Mounted.Add(_a);
        await _target.DescribeAsync(default);
        Unmount(_a);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(PutAsync);

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("stick A", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_a.Root));
    }

    [Fact]
    public async Task DrivePulledWhileTheFileIsOpened_GetsNotAByte()
    {
        _volumes.Mounted.Add(_a);
        await _target.DescribeAsync(default);
        await PutAsync();
        int looks = 0;
        _volumes.Looking = () =>
        {
            if (++looks == 2)
                _volumes.Mounted.Clear();
        };

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => PutAsync([8, 8]));

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        Assert.Equal([7], await File.ReadAllBytesAsync(Path.Combine(_a.Root, "PosBackup/shop 1/file")));
    }

    [Fact]
    public async Task AnotherDriveOfTheSet_IsNotWrittenToInTheSameRun()
    {
        _volumes.Mounted.Add(_a);
        await _target.DescribeAsync(default);
        Unmount(_a);
        _volumes.Mounted.Add(_b);

        await Assert.ThrowsAsync<TargetException>(PutAsync);

        Assert.Empty(Directory.GetFileSystemEntries(_b.Root));
    }

    [Fact]
    public async Task SameDrive_IsFoundAgainWhereverItComesBack()
    {
        _volumes.Mounted.Add(_a);
        await PutAsync();
        Unmount(_a);
        _volumes.Mounted.Add(_a with { Root = _folder.Folder("elsewhere"), Identity = "9" });

        await PutAsync();

        Assert.True(File.Exists(Path.Combine(_folder.Path, "elsewhere/PosBackup/shop 1/file")));
    }

    [Fact]
    public async Task Settle_TellsWhichDriveCanBeTakenOut()
    {
        _volumes.Mounted.Add(_a);
        await PutAsync();

        Assert.Equal("stick A can be taken out now: all that was written is on it", await _target.SettleAsync(default));
    }

    [Fact]
    public void Settle_NeverSaysOfWhatWasNotFlushedThatItCanBeTakenOut()
    {
        string word = VolumeFlush.After("stick A", isFlushed: false);

        Assert.DoesNotContain("can be taken out", word, StringComparison.Ordinal);
        Assert.Contains("Safely Remove Hardware", word, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_FailsWhenTheDriveIsGoneAlready()
    {
        _volumes.Mounted.Add(_a);
        await PutAsync();
        Unmount(_a);

        Assert.Equal(TargetFailure.Lost, (await Assert.ThrowsAsync<TargetException>(() => _target.SettleAsync(default))).Failure);
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData(@"E:\PosBackup")]
    [InlineData("a//b")]
    public async Task Path_LeadsNowhereElse(string path)
    {
        var target = new FolderTarget(new FolderDefinition { Name = "sticks", Path = path, Volumes = [new VolumeDefinition { Name = "A", Label = "KASSE" }] }, new NoSecrets(), new FakeVolumes(_a));

        Assert.Equal(TargetFailure.Config, (await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default))).Failure);
        Assert.Empty(Directory.GetFileSystemEntries(_a.Root));
    }

    private Task PutAsync() => PutAsync([7]);

    private Task PutAsync(byte[] content) => _target.PutAsync(TargetPath.Parse("file"), new MemoryStream(content), new PutRequest { Length = content.Length }, default);

    /// <summary>What a desktop leaves when a stick is pulled: the folder that it was mounted on, empty.</summary>
    private void Unmount(MountedVolume volume)
    {
        _volumes.Mounted.Remove(volume);
        Directory.Delete(volume.Root, recursive: true);
        Directory.CreateDirectory(volume.Root);
    }
}
