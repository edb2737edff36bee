namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A fixed drive of the server's machine.</summary>
internal sealed record FixedDrive(string Letter, string Path, string FileSystem, long Total, long Free);

/// <summary>The drives; on Linux the one root, which SQL Server there calls C.</summary>
internal static class FixedDrives
{
    public static IEnumerable<FixedDrive> All() => OperatingSystem.IsWindows()
        ? DriveInfo.GetDrives().Where(drive => drive is { DriveType: DriveType.Fixed, IsReady: true }).Select(Read)
        : [Read(new DriveInfo("/")) with { Letter = "C", Path = "C:\\" }];

    /// <summary>The volume on which a file lies; its path is the mount point.</summary>
    public static FixedDrive Of(string path) => Read(OperatingSystem.IsWindows()
        ? new DriveInfo(System.IO.Path.GetPathRoot(path)!)
        : DriveInfo.GetDrives().Where(drive => Holds(drive.Name, path)).MaxBy(drive => drive.Name.Length) ?? new DriveInfo("/"));

    private static bool Holds(string mount, string path) => path.StartsWith($"{mount.TrimEnd('/')}/", StringComparison.Ordinal);

    private static FixedDrive Read(DriveInfo drive) => new(drive.Name[..1], drive.Name, drive.DriveFormat, drive.TotalSize, drive.AvailableFreeSpace);
}
