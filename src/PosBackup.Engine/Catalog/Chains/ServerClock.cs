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
        _seen =
        [
            .. sets
                .Select(known => (At: known.Set.StartedAt.AsUtc(options.AssumedOffset), Offset: known.Set.StartedAt.Instant?.Offset ?? options.AssumedOffset))
                .OrderBy(seen => seen.At),
        ];
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
        DateTime plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        IEnumerable<TimeSpan> offsets = _seen.Select(seen => seen.Offset).Append(_seen.Length == 0 ? _options.AssumedOffset : _seen[^1].Offset).Distinct();
        return
        [
            .. offsets
                .Select(offset => (Moment: new DateTimeOffset(plain, offset), Offset: offset))
                .Where(one => OffsetAt(one.Moment) is not { } inForce || inForce == one.Offset)
                .Select(one => one.Moment)
                .Order(),
        ];
    }

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
