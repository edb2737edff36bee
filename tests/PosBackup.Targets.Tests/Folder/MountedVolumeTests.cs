using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Folder.Volumes;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Folder;

/// <summary>Real file systems, mounted and unmounted.</summary>
public sealed class MountedVolumeTests
{
    private static readonly Guid Uuid = Guid.Parse("0b51c4f7-5f4b-4f3c-9a59-3c2b8a0d7f11");
    private static readonly TargetPath File = TargetPath.Parse("folder/file");

    [MountFact]
    public async Task Drive_IsFoundByLabelWrittenFlushedAndMissedWhenItIsUnmounted()
    {
        await using TestMount mount = await TestMount.ImageAsync("KASSE B", Uuid);
        await using var target = new FolderTarget(
            new FolderDefinition { Name = "sticks", Path = "PosBackup", Volumes = [new VolumeDefinition { Name = "stick B", Label = "kasse b" }] },
            new NoSecrets(),
            new LinuxVolumeLookup("/proc/self/mountinfo", mount.Disks));
        byte[] content = Content.Random(3_000_000);

        await target.PutAsync(File, new MemoryStream(content), new PutRequest { Length = content.Length }, default);
        Assert.Equal(Uuid.ToString(), (await target.DescribeAsync(default)).Medium);
        Assert.Contains("stick B can be taken out", await target.SettleAsync(default), StringComparison.Ordinal);

        await mount.UnmountAsync();
        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, new MemoryStream(content), new PutRequest { Length = content.Length }, default));
        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Empty(Directory.GetFileSystemEntries(mount.Root));

        await mount.MountAsync();
        await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
        byte[] read = new byte[content.Length];
        await stream.ReadExactlyAsync(read);
        Assert.True(content.AsSpan().SequenceEqual(read));
    }

    [MountFact]
    public async Task Disk_ThatFillsWhileAFileIsWrittenIsNoSpaceAndLeavesABeginning()
    {
        await using TestMount mount = await TestMount.TmpfsAsync("8m");
        await using var target = new FolderTarget(new FolderDefinition { Name = "small", Path = mount.Root }, new NoSecrets(), new FakeVolumes());
        byte[] content = Content.Random(7 << 20);
        await using var stream = new ContentStream(content, at: 2 << 20, () => System.IO.File.WriteAllBytes(Path.Combine(mount.Root, "other"), new byte[3 << 20]));

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, stream, new PutRequest { Length = content.Length }, default));

        Assert.Equal(TargetFailure.NoSpace, failure.Failure);
        byte[] there = await System.IO.File.ReadAllBytesAsync(Path.Combine(mount.Root, "folder/file"));
        Assert.InRange(there.Length, 1 << 20, 5 << 20);
        Assert.True(content.AsSpan().StartsWith(there));
    }

    [MountFact]
    public async Task Disk_ThatIsMountedReadOnlyIsDenied()
    {
        await using TestMount mount = await TestMount.TmpfsAsync("1m,ro");
        await using var target = new FolderTarget(new FolderDefinition { Name = "read only", Path = mount.Root }, new NoSecrets(), new FakeVolumes());

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, new MemoryStream([1]), new PutRequest { Length = 1 }, default));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
    }
}
