namespace PosBackup.Engine.Targets.Folder;

/// <summary>What an error of a file system means, in the words of the taxonomy. Pure; numbers as .NET puts them into HResult: errno bare, Windows' with 0x8007 before.</summary>
internal static class FolderFailures
{
    private const int WindowsErrors = unchecked((int)0x80070000);

    /// <summary>The failure behind an exception of System.IO.</summary>
    public static TargetFailure Of(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException => TargetFailure.Missing,
        PathTooLongException or ArgumentException or NotSupportedException => TargetFailure.Config,
        IOException when (error.HResult & 0xFFFF0000) == unchecked((uint)WindowsErrors) => OfWindows(error.HResult & 0xFFFF),
        IOException when error.HResult is > 0 and < 4096 => OfErrno(error.HResult),
        UnauthorizedAccessException => TargetFailure.Denied,
        _ => TargetFailure.Unknown,
    };

    /// <summary>What to do; null where the message says all.</summary>
    public static string? Hint(TargetFailure failure) => failure switch
    {
        TargetFailure.NoSpace => "make room on the target, or let less be kept there",
        TargetFailure.Denied => "let the account that runs this write there; check for a write-protect switch, a read-only mount, and a file that another program has open",
        TargetFailure.Lost or TargetFailure.Unreachable => "check the cable, the drive and the network; the next try goes on where this one stopped",
        TargetFailure.AuthFailed => "check user and password of the target",
        TargetFailure.Config => "choose a name and a folder that this file system can have",
        _ => null,
    };

    /// <summary>Linux' numbers; macOS differs in the network ones, which then are unknown.</summary>
    private static TargetFailure OfErrno(int errno) => errno switch
    {
        28 or 122 => TargetFailure.NoSpace, // ENOSPC, EDQUOT
        1 or 13 or 16 or 26 or 30 => TargetFailure.Denied, // EPERM, EACCES, EBUSY, ETXTBSY, EROFS
        11 => TargetFailure.Denied, // EWOULDBLOCK: .NET's lock, another program writes the file
        2 or 20 => TargetFailure.Missing, // ENOENT, ENOTDIR
        5 or 6 or 19 or 116 or 121 or 123 => TargetFailure.Lost, // EIO, ENXIO, ENODEV, ESTALE, EREMOTEIO, ENOMEDIUM
        103 or 104 or 107 or 108 or 110 or 112 => TargetFailure.Lost, // the network of a mounted share
        101 or 111 or 113 => TargetFailure.Unreachable, // ENETUNREACH, ECONNREFUSED, EHOSTUNREACH
        21 or 22 or 27 or 36 or 40 or 84 => TargetFailure.Config, // EISDIR, EINVAL, EFBIG (4 GiB on FAT), ENAMETOOLONG, ELOOP, EILSEQ
        _ => TargetFailure.Unknown,
    };

    private static TargetFailure OfWindows(int error) => error switch
    {
        39 or 112 or 1295 => TargetFailure.NoSpace, // handle disk full, disk full, disk quota
        5 or 19 or 32 or 33 or 65 => TargetFailure.Denied, // denied, write protected, sharing and lock violation, network access denied
        2 or 3 => TargetFailure.Missing,
        86 or 1219 or 1326 or 1327 or 1330 or 1331 or 1907 or 1909 => TargetFailure.AuthFailed, // 1219: another user is logged in to that server already
        51 or 53 or 67 or 1203 or 1231 or 1232 => TargetFailure.Unreachable,
        15 or 21 or 23 or 27 or 31 or 55 or 59 or 64 or 121 or 433 or 483 or 1006 or 1117 or 1167 or 1225 or 1235 or 1236 => TargetFailure.Lost, // drive gone, not ready, CRC, device, network name
        123 or 206 or 223 => TargetFailure.Config, // name, length of the path, file too large for FAT
        _ => TargetFailure.Unknown,
    };
}
