using PosBackup.Engine.Files;
using PosBackup.Engine.Targets.Folder;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>Deletes one file of this machine, and says what was in the way.</summary>
internal static class LocalDeletion
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="PosBackupException">FileAccess: it is there and cannot be deleted.</exception>
    public static void Delete(string path)
    {
        if (IsLinkOrFolder(path))
            throw new PosBackupException(ErrorCode.FileAccess, $"{path} is a link or a folder, and none is ever deleted", "See who put it there.");

        try
        {
            using FileStream? alone = Alone(path);
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder is gone, and the file with it.
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"{path} cannot be deleted: another program has it open", "Close what reads or scans it; the next run removes it.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            bool isProtected = IsWriteProtected(new FileInfo(path));
            throw new PosBackupException(
                ErrorCode.FileAccess,
                $"{path} cannot be deleted: {(isProtected ? "it is write-protected" : e.Message)}",
                isProtected ? "Take the protection off if it may go." : "Run under an account that may delete in that folder.",
                e);
        }
        catch (IOException e)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"{path} cannot be deleted: {e.Message}", "Check the disk and the mount; the next run tries again.", e);
        }
    }

    /// <summary>Windows deletes nothing that is open, be it by us; elsewhere nobody can begin to read meanwhile. What cannot be opened may be deleted all the same.</summary>
    private static FileStream? Alone(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;

        try
        {
            return ReadHold.Alone(path);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether something stands there that is no file of its own.</summary>
    public static bool IsLinkOrFolder(string path) => FolderPaths.IsLink(path) || Directory.Exists(path);

    /// <summary>Nobody may write it. On Unix that keeps nobody from deleting it, but somebody meant it; whether we ourselves may write is no matter there.</summary>
    public static bool IsWriteProtected(FileInfo file) =>
        file.Exists && (OperatingSystem.IsWindows() ? file.IsReadOnly : (file.UnixFileMode & AnyWrite) == UnixFileMode.None);
}
