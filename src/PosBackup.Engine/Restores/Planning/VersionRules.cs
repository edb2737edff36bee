using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Restores.Facts;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>A backup of a newer SQL Server cannot be restored on an older one, which would say so only after the file was opened.</summary>
internal static class VersionRules
{
    /// <exception cref="PosBackupException">VersionTooNew, with both versions.</exception>
    public static void Require(RestoreFacts facts, IEnumerable<BackupSet> sets)
    {
        BackupSet? newest = sets.MaxBy(set => set.DatabaseVersion);
        if (newest is null || facts.NewestVersion is not (> 0 and int supported) || newest.DatabaseVersion <= supported)
            return;

        throw new PosBackupException(
            ErrorCode.VersionTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the backup was taken on SQL Server {newest.SoftwareVersion} (database version {newest.DatabaseVersion}); {facts.Instance.Name} is {facts.Instance.Version} and opens versions up to {supported}"),
            "Restore on an instance of the same or a newer version.");
    }
}
