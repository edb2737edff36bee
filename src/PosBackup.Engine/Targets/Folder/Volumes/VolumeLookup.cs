namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>The lookup for the system that runs.</summary>
internal static class VolumeLookup
{
    /// <summary>Windows' volumes, or Linux' mounts. Other systems have neither and find none.</summary>
    public static IVolumeLookup ForThisMachine() => OperatingSystem.IsWindows() ? new WindowsVolumeLookup() : new LinuxVolumeLookup("/proc/self/mountinfo", "/dev/disk");
}
