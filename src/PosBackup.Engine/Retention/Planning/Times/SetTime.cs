using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Times;

/// <summary>When sets were, with a zone that stands in where media tell no offset.</summary>
internal static class SetTime
{
    /// <summary>When the state at the end of a set was: a log ends at the moment at which it is begun.</summary>
    public static DateTimeOffset Of(BackupSet set, TimeZoneInfo zone) => set.Kind == BackupKind.Log ? Begun(set, zone) : Ended(set, zone);

    /// <summary>When a set was begun.</summary>
    public static DateTimeOffset Begun(BackupSet set, TimeZoneInfo zone) => set.StartedAt.AsUtc(Assumed(set.StartedAt, zone));

    /// <summary>When a set was finished, as lists print it: for a log later than the state at its end.</summary>
    public static DateTimeOffset Ended(BackupSet set, TimeZoneInfo zone) => set.FinishedAt is { } end ? end.AsUtc(Assumed(end, zone)) : Begun(set, zone);

    /// <summary>A moment so long before another, in whole seconds: media tell no finer.</summary>
    public static DateTimeOffset Before(DateTimeOffset moment, TimeSpan span)
    {
        long ticks = Math.Max(0, moment.UtcTicks - span.Ticks);
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private static TimeSpan Assumed(ServerTime time, TimeZoneInfo zone) => time.Offset is null ? zone.GetUtcOffset(DateTime.SpecifyKind(time.Local, DateTimeKind.Unspecified)) : TimeSpan.Zero;
}
