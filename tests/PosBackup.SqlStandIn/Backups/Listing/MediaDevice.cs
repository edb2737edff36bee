using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>A backup device of a RESTORE.</summary>
/// <param name="Name">As the statement names it; messages do too.</param>
/// <param name="Path">The file; a name without a folder lies in the instance's backup folder.</param>
internal sealed record MediaDevice(string Name, string Path)
{
    /// <summary>Reads a device of a statement.</summary>
    /// <exception cref="Tds.SqlErrorException">3044: no name; 3206: a logical device; 50001: tape, URL, virtual device.</exception>
    public static MediaDevice Of(DeviceInfo device, StatementValues values, Instance instance)
    {
        if (device.LogicalDevice is { } logical)
            throw StatementErrors.UnknownDevice(values.Name(logical));
        if (device.DeviceType != DeviceType.Disk)
            throw StatementErrors.NotInStandIn($"backup devices of type {device.DeviceType}");

        string name = values.Text(device.PhysicalDevice);
        if (string.IsNullOrWhiteSpace(name))
            throw StatementErrors.ZeroLengthDevice();
        return new MediaDevice(name, System.IO.Path.Combine(instance.Identity.DefaultBackupPath, name));
    }

    /// <summary>Demands that the file is there.</summary>
    /// <exception cref="Tds.SqlErrorException">3201.</exception>
    public void RequireExisting()
    {
        if (File.Exists(Path))
            return;
        bool isFolder = Directory.Exists(Path);
        string reason = isFolder ? StatementErrors.AccessDenied : FolderExists() ? StatementErrors.NotFound : StatementErrors.PathNotFound;
        throw StatementErrors.CannotOpen(Name, reason, state: 2);
    }

    // Drives and shares of Windows are not here.
    private bool FolderExists() =>
        !IsOfWindows(Name) && Directory.Exists(System.IO.Path.GetDirectoryName(Path));

    private static bool IsOfWindows(string name) => !OperatingSystem.IsWindows()
        && (name.StartsWith(@"\\", StringComparison.Ordinal) || (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':'));
}
