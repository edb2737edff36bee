namespace PosBackup.Engine.Files;

/// <summary>Tells "somebody else has this file open" from other errors, by the system's number.</summary>
/// <remarks>The numbers of Windows are as documented; they were never met in a run of ours.</remarks>
internal static class SharingViolation
{
    private const int WindowsErrors = unchecked((int)0x80070000);

    public static bool Is(IOException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.HResult is (WindowsErrors | 32) or (WindowsErrors | 33) // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
            or 11 or 35; // EWOULDBLOCK of Linux and of macOS, which is how .NET tells a flock that another has
    }
}
