using System.Collections.Frozen;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Verbs;

/// <summary>Files that are gone as their removal was begun and not ended: they are no loss, and the next run of retention goes on.</summary>
internal static class BegunFiles
{
    /// <summary>What to do about one.</summary>
    public const string Hint = "the next run of 'posbackup expire' ends it; what stands in its way, that run tells";

    /// <summary>One of them.</summary>
    public static string Words(string file) => $"{file} is gone: 'posbackup expire' began to remove its media set, and could not end it";

    /// <summary>Those that the log beside a catalog tells of. The log is only asked where something is gone; one that cannot be read is said and stops nothing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="isAnyGone">Whether something is gone.</param>
    /// <param name="warn">Takes a message, and what to do about it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlySet<string>> OfAsync(BackupCatalog catalog, bool isAnyGone, Action<string, string?> warn, CancellationToken cancellationToken)
    {
        try
        {
            return isAnyGone ? await AuditLog.Beside(catalog).BegunFilesAsync(cancellationToken) : FrozenSet<string>.Empty;
        }
        catch (PosBackupException e)
        {
            warn($"whether the removal of what is gone was begun cannot be told: {e.Message}", e.Hint);
            return FrozenSet<string>.Empty;
        }
    }
}
