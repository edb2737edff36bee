using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>
/// The undo file of STANDBY. SQL Server keeps in it what uncommitted transactions had written; the stand-in's log has committed ones only, so
/// that the file merely says whose it is.
/// </summary>
internal static class UndoFile
{
    /// <exception cref="Tds.SqlErrorException">3170: its folder does not exist.</exception>
    public static void Require(string? path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw RestoreErrors.BadStandbyFile();
    }

    /// <summary>Writes the file that the database names.</summary>
    public static void Write(Database database) =>
        File.WriteAllText(database.Facts.StandbyFile!, $"undo file of '{database.Name}' at {database.Facts.RedoLsn}\n");

    /// <summary>Takes away the file of an earlier STANDBY.</summary>
    public static void Drop(Database database)
    {
        if (database.Facts.StandbyFile is { } undo)
            File.Delete(undo);
    }
}
