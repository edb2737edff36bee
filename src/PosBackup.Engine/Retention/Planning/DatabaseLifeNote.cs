using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>What is said of a database that is not seen to be backed up any more, before its points are gone.</summary>
internal static class DatabaseLifeNote
{
    /// <summary>The note; null where it is backed up.</summary>
    /// <param name="database">The database.</param>
    /// <param name="life">Whether it is backed up.</param>
    /// <param name="place">The place.</param>
    public static RetentionNote? Of(DatabaseHoldings database, DatabaseLife life, RetentionPlace place)
    {
        if (life == DatabaseLife.BackedUp)
            return null;

        BackupSet newest = database.Family.Sets[database.Newest];
        string since = string.Create(CultureInfo.InvariantCulture, $"{database.Family.Times[database.Newest]:yyyy-MM-dd HH:mmK}");
        return life switch
        {
            DatabaseLife.Dropped => new RetentionNote(
                ErrorCode.None,
                $"nothing of {database.Name} on {newest.Instance} was backed up since {since}, by what is known of all places: it counts as dropped, so its points in {place} go, and the newest chain stays",
                "If it was not dropped, find out why its backups are not seen, and hold what is to stay with 'posbackup hold add'"),
            DatabaseLife.UnderAnotherName => new RetentionNote(
                ErrorCode.None,
                $"nothing of {database.Name} on {newest.Instance} was backed up since {since}, and the database goes on under another name: its points in {place} go by the calendar, and the newest chain stays",
                "If both are used, find out why the backups of this one are not seen, and hold what is to stay with 'posbackup hold add'"),
            _ => new RetentionNote(
                ErrorCode.None,
                $"nothing of {database.Name} on {newest.Instance} came to {place} since {since}, and nothing is known here of the files of the store: nobody can tell whether it was dropped, so all that it was promised stays",
                $"Find out whether it is still backed up, and why it is not shipped; if it was dropped, 'posbackup expire --acknowledge {newest.SetGuid}'"),
        };
    }
}
