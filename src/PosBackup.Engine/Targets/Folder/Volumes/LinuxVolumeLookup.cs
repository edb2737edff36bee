namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>
/// Mounts of Linux, with the serials and labels that udev links below /dev/disk. A machine without udev (most containers) has no such links, and so no volumes.
/// </summary>
/// <param name="mountTable">/proc/self/mountinfo, or a copy.</param>
/// <param name="disks">/dev/disk, or the like of it: folders by-uuid and by-label with links to device nodes.</param>
internal sealed class LinuxVolumeLookup(string mountTable, string disks) : IVolumeLookup
{
    public IReadOnlyList<MountedVolume> Find()
    {
        IReadOnlyDictionary<string, string> serials = NamesByNode("by-uuid");
        IReadOnlyDictionary<string, string> labels = NamesByNode("by-label");
        var found = new List<MountedVolume>();
        foreach (MountLine mount in Mounts().Where(mount => string.Equals(mount.Root, "/", StringComparison.Ordinal)))
        {
            string node = RealPath(mount.Source);
            if (serials.GetValueOrDefault(node) is var serial && labels.GetValueOrDefault(node) is var label && (serial ?? label) is not null)
                found.Add(new MountedVolume(mount.MountPoint, mount.Identity, serial, label));
        }

        return found;
    }

    public bool IsPresent(MountedVolume volume) =>
        Mounts().Any(mount => string.Equals(mount.MountPoint, volume.Root, StringComparison.Ordinal) && string.Equals(mount.Identity, volume.Identity, StringComparison.Ordinal));

    private IReadOnlyList<MountLine> Mounts() => File.Exists(mountTable) ? MountTable.Read(File.ReadLines(mountTable)) : [];

    private Dictionary<string, string> NamesByNode(string kind)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = new DirectoryInfo(Path.Combine(disks, kind));
        if (!folder.Exists)
            return names;

        foreach (FileSystemInfo link in folder.EnumerateFileSystemInfos())
            names[RealPath(link.FullName)] = UdevName.Decode(link.Name);
        return names;
    }

    private static string RealPath(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A source such as "tmpfs" is no path, and a link may lead nowhere: neither is a volume that anybody means.
            return path;
        }
    }
}
