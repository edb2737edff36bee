using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>Whether a set lies on the branch of the log that the database is on now.</summary>
internal static class ForkRules
{
    /// <summary>An unknown fork on either side counts as the same: SQL Server itself is asked next.</summary>
    public static bool IsSameFork(BackupSet set, DatabaseFacts database) =>
        set.RecoveryForkGuid == Guid.Empty || database.ForkGuid is not { } fork || set.RecoveryForkGuid == fork;

    public static Promotion Forked(DatabaseFacts database, BackupSet set) => new(
        PromotionReason.Fork,
        $"{database.Name} was restored since our set of {set.FinishedAt}: it is on recovery fork {database.ForkGuid}, the set on {set.RecoveryForkGuid}");
}
