using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Points;

namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>What is said of a database that is not seen to be backed up any more, before its points are gone.</summary>
internal static class DatabaseLifeNote
{
    /// <summary>The note; null where it is backed up.</summary>
    /// <param name="rules">The database, and whether it is backed up.</param>
    /// <param name="place">The place.</param>
    public static RetentionNote? Of(DatabaseRules rules, RetentionPlace place)
    {
        if (rules is { Life: DatabaseLife.BackedUp, ComingEnd: null })
            return null;

        DatabaseHoldings database = rules.Database;
        BackupSet newest = database.Family.Sets[database.Newest];
        string nothing = $"nothing of {database.Name} on {newest.Instance} was backed up since {At(database.Family.Times[database.Newest])}";
        return rules.Life switch
        {
            DatabaseLife.BackedUp => new RetentionNote(
                ErrorCode.NotBackedUp,
                $"{nothing}, by what is known of all places: on {At(rules.ComingEnd!.At)} it counts as dropped, and {Loss(rules.ComingEnd)} {place.Where}; the newest chain stays",
                "If it is still in use, find out why its backups are not seen; what is to stay, hold with 'posbackup hold add', or grant it more time with --dropped-grace"),
            DatabaseLife.Dropped => new RetentionNote(
                ErrorCode.None,
                $"{nothing}, by what is known of all places: it counts as dropped, so its points {place.Where} go by the calendar, and the newest chain stays",
                "If it was not dropped, find out why its backups are not seen, and hold what is to stay with 'posbackup hold add'"),
            DatabaseLife.UnderAnotherName => new RetentionNote(
                ErrorCode.None,
                $"{nothing}, and the database goes on under another name: its points {place.Where} go by the calendar, and the newest chain stays",
                "If both are used, find out why the backups of this one are not seen, and hold what is to stay with 'posbackup hold add'"),
            _ => new RetentionNote(
                ErrorCode.None,
                $"nothing of {database.Name} on {newest.Instance} came to {place} since {At(database.Family.Times[database.Newest])}, and nothing is known here of the files of its instance: nobody can tell whether it was dropped, so all that it was promised stays",
                $"Find out whether it is still backed up, and why it is not shipped; if it was dropped, 'posbackup expire --acknowledge {newest.SetGuid}'"),
        };
    }

    /// <summary>What goes on that day, and what later.</summary>
    private static string Loss(ComingEnd end) => end switch
    {
        { LosesWindow: true, Lost: 0 } => "its recovery window goes",
        { LosesWindow: true } => string.Create(CultureInfo.InvariantCulture, $"its recovery window and {end.Lost} of its {CountText.Of(end.Points, "other point")} go"),
        { Lost: 0 } => "its points go by the calendar from then on",
        _ => string.Create(CultureInfo.InvariantCulture, $"{end.Lost} of its {CountText.Of(end.Points, "point goes", "points go")}"),
    };

    private static string At(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mmK}");
}
