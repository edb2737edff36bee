using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace PosBackup.Engine.Files;

/// <summary>Files that only this account may read: from the moment that they are there, not from a little later on. Replaced like those of <see cref="AtomicFile"/>.</summary>
internal static class PrivateFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = OperatingSystem.IsWindows() ? CreateOnWindows(temporary) : CreateOnUnix(temporary))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static FileStream CreateOnUnix(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    /// <summary>Folders such as ProgramData let everybody read what is in them; tasks of the machine run as SYSTEM.</summary>
    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (SecurityIdentifier who in (SecurityIdentifier[])[WindowsIdentity.GetCurrent().User!, new(WellKnownSidType.LocalSystemSid, domainSid: null), new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null)])
            security.AddAccessRule(new FileSystemAccessRule(who, FileSystemRights.FullControl, AccessControlType.Allow));

        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, bufferSize: 4096, FileOptions.None, security);
    }
}
