using System.Globalization;
using System.Reflection;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// The permission to run a file on Unix. A package from a gallery keeps none, so that the engine in it cannot be started until somebody gives it back. .NET Standard knows no
/// permissions of files; what PowerShell runs on from 7.3 does, and is asked by reflection.
/// </summary>
internal static class RunPermission
{
    /// <summary>The error of the system when a file may not be run (EACCES).</summary>
    public const int Denied = 13;

    private const int MayRead = 0b100_100_100;

    private static readonly MethodInfo? GetMode = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);
    private static readonly MethodInfo? SetMode = GetMode is null ? null : typeof(File).GetMethod("SetUnixFileMode", [typeof(string), GetMode.ReturnType]);

    /// <summary>Lets everybody who may read the file run it, as it was when it was packed.</summary>
    /// <returns>Whether that changed something; false where it was so before, where the file is another's or on a disk that is read only, and where nobody can be asked.</returns>
    public static bool TryGive(string file)
    {
        if (GetMode is null || SetMode is null)
            return false;

        try
        {
            int before = Convert.ToInt32(GetMode.Invoke(null, [file]), CultureInfo.InvariantCulture);
            int after = before | ((before & MayRead) >> 2);
            if (after == before)
                return false;

            SetMode.Invoke(null, [file, Enum.ToObject(GetMode.ReturnType, after)]);
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is UnauthorizedAccessException or IOException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>What gives it, for a shell.</summary>
    public static string Command(string file) => $"chmod a+x '{file.Replace("'", @"'\''")}'";
}
