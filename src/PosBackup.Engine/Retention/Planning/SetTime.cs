using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>When the state at the end of a set was.</summary>
internal static class SetTime
{
    /// <param name="set">The set.</param>
    /// <param name="zone">Zone of the clock where the media tells no offset.</param>
    public static DateTimeOffset Of(BackupSet set, TimeZoneInfo zone) => ChainGraph.StateTime(set, Assumed(set.StartedAt, zone));

    /// <summary>When a set was begun.</summary>
    public static DateTimeOffset Begun(BackupSet set, TimeZoneInfo zone) => set.StartedAt.AsUtc(Assumed(set.StartedAt, zone));

    private static TimeSpan Assumed(ServerTime time, TimeZoneInfo zone) => time.Offset is null ? zone.GetUtcOffset(DateTime.SpecifyKind(time.Local, DateTimeKind.Unspecified)) : TimeSpan.Zero;
}
