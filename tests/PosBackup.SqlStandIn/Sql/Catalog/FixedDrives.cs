namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A fixed drive of the server's machine.</summary>
internal sealed record FixedDrive(string Letter, string Path, string FileSystem, long Total, long Free);

/// <summary>The drives; on Linux the one root, which SQL Server there calls C.</summary>
internal static class FixedDrives
{
    public static IEnumerable<FixedDrive> All() => OperatingSystem.IsWindows()
        ? DriveInfo.GetDrives().Where(drive => drive is { DriveType: DriveType.Fixed, IsReady: true }).Select(Read)
        : [Read(new DriveInfo("/")) with { Letter = "C", Path = "C:\\" }];

    /// <summary>The drive on which a file lies.</summary>
    public static FixedDrive Of(string path) => Read(new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(path)! : System.IO.Path.GetDirectoryName(path)!));

    private static FixedDrive Read(DriveInfo drive) => new(drive.Name[..1], drive.Name, drive.DriveFormat, drive.TotalSize, drive.AvailableFreeSpace);
}
