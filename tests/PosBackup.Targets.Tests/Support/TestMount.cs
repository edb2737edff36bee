using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Support;

/// <summary>A file system of one test, in memory or in an image on a loop device. Needs root.</summary>
internal sealed class TestMount : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly LastWill _will;

    private TestMount()
    {
        Root = _folder.Folder("mounted here");
        _will = new LastWill(_folder.Path, Root);
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "mounting takes root on Linux"
        : !File.Exists("/dev/loop-control") || ServerPrograms.Find("mkfs.ext4") is null ? "there are no loop devices, or no mkfs.ext4"
        : null;

    /// <summary>Where it is mounted.</summary>
    public string Root { get; }

    /// <summary>Folder with by-uuid and by-label, as udev would link them.</summary>
    public string Disks => _folder.File("disks");

    public static async Task<TestMount> TmpfsAsync(string size)
    {
        var mount = new TestMount();
        await SmallProgram.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", mount.Root]);
        return mount;
    }

    /// <summary>16 MB of ext4, labelled.</summary>
    public static async Task<TestMount> ImageAsync(string label, Guid uuid)
    {
        var mount = new TestMount();
        string image = mount._folder.File("image");
        await using (FileStream file = File.Create(image))
            file.SetLength(16 << 20);
        await SmallProgram.RunAsync("mkfs.ext4", ["-q", "-L", label, "-U", uuid.ToString(), image]);
        await mount.MountAsync();
        string node = (await SmallProgram.RunAsync("findmnt", ["-n", "-o", "SOURCE", mount.Root])).Trim();
        mount.Link("by-uuid", uuid.ToString(), node);
        mount.Link("by-label", label.Replace(" ", @"\x20", StringComparison.Ordinal), node);
        return mount;
    }

    public Task MountAsync() => SmallProgram.RunAsync("mount", ["-o", "loop", _folder.File("image"), Root]);

    public Task UnmountAsync() => SmallProgram.RunAsync("umount", [Root]);

    public async ValueTask DisposeAsync()
    {
        // A program that another test starts at this moment holds what is open here until it is there: lazily, the folder is free at once.
        await SmallProgram.TryAsync("umount", ["--lazy", Root]);
        _folder.Dispose();
        _will.Dispose();
    }

    private void Link(string kind, string name, string node)
    {
        string folder = Path.Combine(Disks, kind);
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, name), node);
    }
}

/// <summary>A test that mounts; skipped where nobody can, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : TestMount.WhyNot;
}
