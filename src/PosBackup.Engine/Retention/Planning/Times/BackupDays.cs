using System.Collections.Concurrent;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Times;

/// <summary>The days on which anything was backed up, of whatever database, wherever it lies, damaged or absent, or gone since, and those on which somebody found the clock right; and the newest set. What a broken-off removal has begun with counts no more.</summary>
internal sealed class BackupDays
{
    private const int DayBits = 6;

    private readonly IReadOnlyList<HeldMedia> _media;
    private readonly TimeZoneInfo _zone;
    private readonly DateTimeOffset _now;

    /// <summary>One bit for each day since the first one that there is.</summary>
    private readonly long[] _days;
    private readonly HashSet<int> _daysSeen;
    private readonly Lock _gate = new();

    /// <param name="media">All media that are known.</param>
    /// <param name="backedUp">When sets were taken that are gone.</param>
    /// <param name="clockSeen">When somebody found the clock right.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    /// <param name="now">The clock; what is in its future was taken now.</param>
    public BackupDays(IReadOnlyList<HeldMedia> media, IEnumerable<DateTimeOffset> backedUp, IReadOnlyList<DateTimeOffset> clockSeen, TimeZoneInfo zone, DateTimeOffset now)
    {
        (_media, _zone, _now) = (media, zone, now);
        _days = new long[(DayOf(now) >> DayBits) + 1];
        _daysSeen = [.. clockSeen.Select(DayOf)];
        foreach (int day in _daysSeen.Concat(backedUp.Where(at => at <= now).Select(DayOf)))
            Mark(day);
        if (media.Count > 0)
            Parallel.ForEach(Partitioner.Create(0, media.Count), range => See(range.Item1, range.Item2));
        NewestFirst = [.. Enumerable.Range(0, _days.Length).Reverse().Where(word => _days[word] != 0).SelectMany(DaysIn)];
    }

    /// <summary>The days, each by its number.</summary>
    public int[] NewestFirst { get; }

    /// <summary>The newest set and when it was begun; null without any.</summary>
    public (BackupSet Set, DateTimeOffset Begun)? Newest { get; private set; }

    /// <summary>Whether somebody found the clock right on a day.</summary>
    public bool IsClockSeen(int day) => _daysSeen.Contains(day);

    /// <summary>The midnight, by UTC, that a day begins with.</summary>
    public static DateTimeOffset Begin(int day) => new(day * TimeSpan.TicksPerDay, TimeSpan.Zero);

    /// <summary>The number of the day, by UTC, of a moment.</summary>
    public static int DayOf(DateTimeOffset at) => (int)(at.UtcTicks / TimeSpan.TicksPerDay);

    private IEnumerable<int> DaysIn(int word) => Enumerable.Range(0, 1 << DayBits).Reverse().Where(bit => (_days[word] >> bit & 1) != 0).Select(bit => (word << DayBits) + bit);

    private void See(int from, int to)
    {
        (BackupSet? Set, DateTimeOffset Begun) newest = default;
        for (int i = from; i < to; i++)
        {
            HeldMedia media = _media[i];
            if (media.IsBeingRemoved && !media.IsWhole)
                continue;

            for (int at = 0; at < media.Sets.Count; at++)
            {
                BackupSet set = media.Sets[at];
                DateTimeOffset begun = SetTime.Begun(set, _zone);
                begun = begun < _now ? begun : _now;
                Mark(DayOf(begun));
                if (newest.Set is null || begun > newest.Begun)
                    newest = (set, begun);
            }
        }

        lock (_gate)
        {
            if (newest.Set is { } set && (Newest is not { } known || newest.Begun > known.Begun))
                Newest = (set, newest.Begun);
        }
    }

    private void Mark(int day)
    {
        long bit = 1L << day;
        if ((Volatile.Read(ref _days[day >> DayBits]) & bit) == 0)
            Interlocked.Or(ref _days[day >> DayBits], bit);
    }
}
