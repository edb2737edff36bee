using PosBackup.Engine.Files;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Gives the verified new file the old one's name, in one moment: there is never none.</summary>
internal static class SwapIntoPlace
{
    /// <exception cref="PosBackupException">FileAccess: the new file keeps its own name, and the next run tries again.</exception>
    public static void Run(string written, string final)
    {
        try
        {
            File.Move(written, final, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(final))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(
                ErrorCode.FileAccess,
                $"the new backup cannot take the place of {final}: {e.Message}; it is whole, in {written}",
                "Check that no other program holds the file open and that this account may replace it; the next run tries again.",
                e);
        }
    }
}
