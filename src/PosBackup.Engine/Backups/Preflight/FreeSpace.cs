using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Files;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Free bytes where a folder lies: told by this machine when it sees the folder, else by the instance.</summary>
internal static class FreeSpace
{
    /// <summary>Null when neither can tell.</summary>
    public static async Task<long?> ReadAsync(SqlSession session, string folder, bool visible, CancellationToken cancellationToken)
    {
        if (visible)
            return OfThisMachine(folder);

        if (ServerPath.Drive(folder) is not { } letter)
            return null;

        try
        {
            IReadOnlyList<DriveSpace> drives = await DriveSpace.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            return drives.FirstOrDefault(drive => drive.Letter == letter)?.FreeBytes;
        }
        catch (PosBackupException)
        {
            // The procedure may be locked away; then the space is simply not known.
            return null;
        }
    }

    /// <summary>Told by this machine; null when it cannot.</summary>
    internal static long? OfThisMachine(string folder) => DiskSpace.Free(folder);
}
