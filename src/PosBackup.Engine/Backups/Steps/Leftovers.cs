using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Deletes files of ours that must not stay: by this process where it sees them and may, else by the instance.</summary>
internal static class Leftovers
{
    /// <summary>Whether the file is gone.</summary>
    public static async Task<bool> RemoveAsync(SqlSession session, string file, CancellationToken cancellationToken)
    {
        if (TryDelete(file))
            return true;

        try
        {
            return await DeleteFile.RunAsync(session, file, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException)
        {
            // Not a sysadmin, or no backup media: the caller tells that the file is still there.
            return false;
        }
    }

    private static bool TryDelete(string file)
    {
        try
        {
            if (!File.Exists(file))
                return false;

            File.Delete(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
