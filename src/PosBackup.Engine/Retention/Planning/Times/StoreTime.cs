using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Times;

/// <summary>
/// What time it is, as far as backups bear the clock out: by one that jumped ahead what is young looks old, and what was promised is over. Holds end, ages are reached and calendars go
/// on only by this time; windows and periods are measured from the newest recovery point anyhow.
/// <code>
/// backups  ── ── ── ── ── N      ·  less than 30 days  ·      clock              the clock is right
/// backups  ── ── ── ── ── N      ·  30 days or more  · · · ·  clock              it is the time of N, until there are backups anew, or somebody has looked
/// backups  ── ── ── ── ── N      ·  30 days or more  · ·  A · clock              the clock is right, for 30 days after A: then somebody has looked
/// backups  ── ── ── ── ── N      ·  a long pause  · · · ·  ── clock              it is the time of N, until they have gone on for as long as the pause, or somebody has looked
/// </code>
/// </summary>
internal sealed class StoreTime
{
    private readonly BackupSet? _unbelieved;

    private StoreTime(DateTimeOffset clock, DateTimeOffset backedUp, BackupSet? unbelieved) =>
        (Clock, BackedUp, Now, _unbelieved) = (clock, backedUp, unbelieved is null ? clock : backedUp, unbelieved);

    /// <summary>What the clock says.</summary>
    public DateTimeOffset Clock { get; }

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>When anything at all was last backed up; the clock where nothing ever was.</summary>
    public DateTimeOffset BackedUp { get; }

    /// <summary>The set to acknowledge where the clock is not believed, and is right; null where it is.</summary>
    public Guid? Unbelieved => _unbelieved?.SetGuid;

    /// <summary>What to do where the clock is not believed; null where it is.</summary>
    public string? Hint => _unbelieved is null ? null : $"set the clock right; if it is, 'posbackup expire --acknowledge {Unbelieved}'";

    /// <summary>By all media that are known.</summary>
    public static StoreTime Of(RetentionFacts facts)
    {
        IReadOnlyList<DateTimeOffset> clockSeen = new Acknowledged(facts.Acknowledged, facts.Now).ClockSeen;
        var days = new BackupDays(facts.Known ?? facts.Media, facts.BackedUp.Select(set => set.At), clockSeen, facts.Policy.Zone, facts.Now);
        if (days.Newest is not { } newest)
            return new StoreTime(facts.Now, facts.Now, unbelieved: null);

        // To the end of the last day before a pause: no moment in it is older than what is judged by it.
        int[] at = days.NewestFirst;
        DateTimeOffset backedUp = LongPause.FindUnmatched(at.Length, i => BackupDays.Begin(at[i]), i => days.IsClockSeen(at[i])) is { } first ? BackupDays.Begin(at[first + 1] + 1) : newest.Begun;
        bool isBorneOut = facts.Now - clockSeen.Append(backedUp).Max() < LongPause.Long;
        return new StoreTime(facts.Now, backedUp, isBorneOut ? null : newest.Set);
    }
}
