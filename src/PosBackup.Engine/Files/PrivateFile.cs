using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace PosBackup.Engine.Files;

/// <summary>Files that only this account may read: from the moment that they are there, not from a little later on.</summary>
internal static class PrivateFile
{
    /// <summary>Makes one to write to; there is none yet.</summary>
    public static FileStream Create(string path) => OperatingSystem.IsWindows() ? CreateOnWindows(path) : CreateOnUnix(path);

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
