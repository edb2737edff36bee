using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention;

/// <summary>What the audit log tells of a set, whether or not it is still there.</summary>
/// <param name="Instance">The instance that took it; null in lines of versions that did not tell.</param>
/// <param name="Database">Its database.</param>
/// <param name="Kind">What it holds; null in lines of versions that did not tell.</param>
/// <param name="At">When it ended.</param>
internal sealed record RememberedSet(string? Instance, string Database, BackupKind? Kind, DateTimeOffset At)
{
    /// <summary>Of a line; null where it does not tell when the set was.</summary>
    public static RememberedSet? Of(AuditedSet set) => set.FinishedAt is { } at ? new RememberedSet(set.Instance, set.Database, set.Kind, at) : null;

    /// <summary>Of a set that is there.</summary>
    /// <param name="set">The set.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    public static RememberedSet Of(BackupSet set, TimeZoneInfo zone) => new(set.Instance, set.Database, set.Kind, SetTime.Ended(set, zone));
}
