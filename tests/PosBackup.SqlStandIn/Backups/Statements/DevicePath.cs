using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>From the name of a disk device to a file of this machine.</summary>
/// <param name="Name">As the statement has it; messages quote it.</param>
/// <param name="File">The file; null for NUL, which swallows everything.</param>
internal sealed record DevicePath(string Name, string? File)
{
    /// <summary>Finds the file of a device: relative names lie in the default backup folder; drive letters and shares of Windows are not here.</summary>
    /// <exception cref="Tds.SqlErrorException">3044 for an empty name, 3201 with error 3 for a drive or share.</exception>
    public static DevicePath Resolve(string name, Instance instance)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw StatementErrors.ZeroLengthDevice();
        if (string.Equals(name, "NUL", StringComparison.OrdinalIgnoreCase))
            return new DevicePath(name, File: null);
        if (IsOfWindows(name) && !OperatingSystem.IsWindows())
            throw StatementErrors.CannotOpen(name, StatementErrors.PathNotFound, state: 1);
        return new DevicePath(name, Path.GetFullPath(name, instance.Identity.DefaultBackupPath));
    }

    /// <summary>What the server says when the file cannot be written.</summary>
    public void RequireWritable(Instance instance, string database)
    {
        if (instance.Faults.Take(FaultKind.PathMissing, database) is not null)
            throw StatementErrors.CannotOpen(Name, StatementErrors.PathNotFound, state: 1);
        if (instance.Faults.Take(FaultKind.AccessDenied, database) is not null)
            throw StatementErrors.CannotOpen(Name, StatementErrors.AccessDenied, state: 1);
        if (File is null)
            return;
        if (!Directory.Exists(Path.GetDirectoryName(File)))
            throw StatementErrors.CannotOpen(Name, StatementErrors.PathNotFound, state: 1);
        if (Directory.Exists(File) || !CanOpen(File))
            throw StatementErrors.CannotOpen(Name, StatementErrors.AccessDenied, state: 1);
    }

    private static bool CanOpen(string file)
    {
        bool existed = System.IO.File.Exists(file);
        try
        {
            using (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                return true;
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
        finally
        {
            if (!existed)
                System.IO.File.Delete(file);
        }
    }

    private static bool IsOfWindows(string name) =>
        name.StartsWith(@"\\", StringComparison.Ordinal) || (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':');
}
