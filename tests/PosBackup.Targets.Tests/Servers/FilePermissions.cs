namespace PosBackup.Targets.Tests.Servers;

/// <summary>Permissions of files and folders of the test servers.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>0600.</summary>
    public static void OnlyOwner(string path) => Set(path, Owner);

    /// <summary>0644.</summary>
    public static void AllRead(string path) => Set(path, Owner | All);

    /// <summary>0755.</summary>
    public static void AllReadAndRun(string path) => Set(path, Owner | All | Run);

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
