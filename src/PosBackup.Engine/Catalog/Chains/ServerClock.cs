namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The wall clock of the instance that took the sets. Log records carry its local time without an offset; the offsets that the sets carry
/// tell it, except between two sets with different ones: there the time zone decides, or nobody knows.
/// <code>
/// sets      o+2      o+2      o+1      o+1
///           |--------|--------|--------|
/// offset       +2     zone or    +1
///                     unknown
/// </code>
/// </summary>
internal sealed class ServerClock
{
    private readonly (DateTimeOffset At, TimeSpan Offset)[] _seen;
    private readonly ChainOptions _options;

    public ServerClock(IReadOnlyList<KnownSet> sets, ChainOptions options)
    {
        _options = options;
        (DateTimeOffset At, TimeSpan Offset)[] seen =
        [
            .. sets.Select(known => (known.Set.StartedAt.AsUtc(options.AssumedOffset), known.Set.StartedAt.Instant?.Offset ?? options.AssumedOffset)),
        ];

        // Mostly the clock is never changed, and then any one set tells its offset.
        _seen = Array.TrueForAll(seen, one => one.Offset == seen[0].Offset) ? [.. seen.Take(1)] : [.. seen.OrderBy(one => one.At)];
    }

    /// <summary>The offset in force at a moment; null when nobody knows.</summary>
    public TimeSpan? OffsetAt(DateTimeOffset moment)
    {
        if (_seen.Length == 0)
            return _options.AssumedOffset;

        int next = Array.BinarySearch(_seen, (moment.ToUniversalTime(), TimeSpan.MaxValue), ByTime.Instance);
        next = next < 0 ? ~next : next;
        if (next == 0)
            return _seen[0].Offset;

        TimeSpan before = _seen[next - 1].Offset;
        if (next == _seen.Length || _seen[next].Offset == before || _seen[next - 1].At == moment)
            return before;

        return _options.Zone?.GetUtcOffset(moment);
    }

    /// <summary>The moments at which the clock showed a time: one, none when it was skipped, several when it came twice or nobody knows.</summary>
    public IReadOnlyList<DateTimeOffset> MomentsOf(DateTime local)
    {
        return
        [
            .. Readings(local)
                .Where(one => OffsetAt(one) is not { } inForce || inForce == one.Offset)
                .Order(),
        ];
    }

    /// <summary>About when a time was that the clock never showed: the clock was set forward between what it would be with the old offset and with the new.</summary>
    public DateTimeOffset? Guess(DateTime local)
    {
        DateTimeOffset[] readings = [.. Readings(local)];
        return readings.Length == 0 ? null : new DateTimeOffset(readings.Min().UtcTicks + ((readings.Max().UtcTicks - readings.Min().UtcTicks) / 2), TimeSpan.Zero);
    }

    /// <summary>
    /// The last moment before another at which the clock showed a later time of day than it shows then, because it was set back in between;
    /// null when there is none. Without a time zone it was set back as late as the sets allow.
    /// <code>
    /// shows   01:30   02:30 │ 01:40   02:10   02:50         asked for the second 02:10: the clock had shown 02:59 before,
    /// offset  +2      +2    │ +1      +1      +1            and STOPAT would stop there
    /// </code>
    /// </summary>
    public DateTimeOffset? LastBehind(DateTimeOffset moment, TimeSpan offset)
    {
        DateTimeOffset? last = null;
        for (int next = 1; next < _seen.Length && _seen[next - 1].At < moment; next++)
        {
            (DateTimeOffset at, TimeSpan before) = _seen[next - 1];
            DateTimeOffset until = _seen[next].At < moment ? _seen[next].At : moment;
            if (_seen[next].Offset >= before || before <= offset)
                continue;

            DateTimeOffset change = _options.Zone is { } zone ? ChangeOf(zone, at, until, before) : until;
            if (moment - change < before - offset)
                last = change;
        }

        return last;
    }

    /// <summary>When a zone left an offset; the end of the stretch when it does not within it.</summary>
    private static DateTimeOffset ChangeOf(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until, TimeSpan offset)
    {
        if (zone.GetUtcOffset(until) == offset)
            return until;

        while (until - from > TimeSpan.FromSeconds(1))
        {
            DateTimeOffset middle = from + ((until - from) / 2);
            if (zone.GetUtcOffset(middle) == offset)
                from = middle;
            else
                until = middle;
        }

        return until;
    }

    /// <summary>What moments a time of day would be with each offset that the clock had; those that no calendar has are left out.</summary>
    private IEnumerable<DateTimeOffset> Readings(DateTime local) => _seen
        .Select(seen => seen.Offset)
        .DefaultIfEmpty(_options.AssumedOffset)
        .Distinct()
        .Select(offset => new ServerTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).Instant)
        .OfType<DateTimeOffset>();

    private sealed class ByTime : IComparer<(DateTimeOffset At, TimeSpan Offset)>
    {
        public static ByTime Instance { get; } = new();

        public int Compare((DateTimeOffset At, TimeSpan Offset) x, (DateTimeOffset At, TimeSpan Offset) y)
        {
            int byTime = x.At.CompareTo(y.At);
            return byTime != 0 ? byTime : x.Offset.CompareTo(y.Offset);
        }
    }
}
