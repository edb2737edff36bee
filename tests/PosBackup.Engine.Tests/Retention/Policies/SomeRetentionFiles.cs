using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Tests.Retention.Policies;

/// <summary>Files of retention drawn at random, all of them valid, with every property unsaid in some and at any value of its range in others.</summary>
internal sealed class SomeRetentionFiles(int seed)
{
    private static readonly string[] Words = ["audit of 2026", "x & <y>", "北京店", "\"quoted\"", "back\\slash", "é+/=", "😀"];

    /// <summary>UTC, both halves of the world, and zones in which clocks were changed at midnight.</summary>
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Kiritimati", "America/Havana", "Asia/Kathmandu"];

    private readonly Random _random = new(seed);

    public RetentionFile File() => new()
    {
        Policy = Terms() with { Copies = Maybe(() => _random.Next(11)), CopiesProvenWithin = Maybe(() => Span(60, 365 * 24 * 60)) },
        Targets = [.. Enumerable.Range(0, _random.Next(3)).Select(ordinal => new TargetTerms($"t{ordinal}.-_", Terms()))],
        Holds = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => new RetentionHold(Guid.NewGuid(), Words[_random.Next(Words.Length)], Maybe(End)))],
    };

    public RetentionTerms Terms() => new()
    {
        Window = Limit(60, 3650 * 24 * 60),
        KeepLast = Maybe(() => _random.Next(10_001)),
        Daily = Maybe(() => _random.Next(10_001)),
        Weekly = Maybe(() => _random.Next(10_001)),
        Monthly = Maybe(() => _random.Next(10_001)),
        Yearly = Maybe(() => _random.Next(1001)),
        MinimumChains = Maybe(() => _random.Next(1, 1001)),
        MaximumAge = Limit(24 * 60, 36_500 * 24 * 60),
        DroppedGrace = Maybe(() => Span(24 * 60, 3650 * 24 * 60)),
        CopyOnly = Maybe(Treatment),
        Foreign = Maybe(Treatment),
        MaximumDelete = Maybe(() => _random.Next(1, 10_001) / 10_000.0),
        Zone = _random.Next(2) == 0 ? null : Zone(),
    };

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(Zones[_random.Next(Zones.Length)]);

    private SetTreatment Treatment() => Enum.GetValues<SetTreatment>()[_random.Next(2)];

    private DateTimeOffset End() => _random.Next(2) == 0
        ? new DateTimeOffset(new DateTime(2026, 1, 1).AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 4000)), TimeSpan.FromMinutes(_random.Next(-56, 57) * 15))
        : HoldEnd.TryParse($"20{_random.Next(10, 40)}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}", Zone(), out DateTimeOffset end) ? end : throw new InvalidOperationException();

    private SpanLimit? Limit(int least, int most) => _random.Next(3) switch { 0 => null, 1 => new SpanLimit(Span: null), _ => new SpanLimit(Span(least, most)) };

    private TimeSpan Span(int leastMinutes, int mostMinutes) => TimeSpan.FromMinutes(_random.Next(3) switch { 0 => leastMinutes, 1 => mostMinutes, _ => _random.Next(leastMinutes, mostMinutes) });

    private T? Maybe<T>(Func<T> value)
        where T : struct => _random.Next(2) == 0 ? null : value();
}
