using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Guards;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Times;

/// <summary>
/// What was acknowledged. A size is only a size, and a time only a time: whoever has looked into a pause has not seen that the data were encrypted in it. What was acknowledged in the future
/// was so by a clock that was wrong. Of a size the database and the moment are remembered, so that it stays acknowledged when its set has expired.
/// </summary>
/// <param name="all">The acknowledgements.</param>
/// <param name="now">The clock.</param>
internal sealed class Acknowledged(IReadOnlyList<Acknowledgement> all, DateTimeOffset now)
{
    private readonly HashSet<(Guid, Suspicion)> _found = [.. Valid(all, now).Select(one => (one.SetGuid, one.Of))];

    private readonly ILookup<(string, string), Acknowledgement> _sizes = Valid(all, now)
        .Where(one => one is { Of: Suspicion.Size, Set.Instance: not null })
        .ToLookup(one => (one.Set!.Instance!, one.Set.Database), DatabaseNameComparer.Instance);

    /// <summary>When somebody found the clock right.</summary>
    public IReadOnlyList<DateTimeOffset> ClockSeen { get; } = [.. Valid(all, now).Where(one => one.Of == Suspicion.Time).Select(one => one.At < now ? one.At : now)];

    /// <summary>Whether somebody has looked into a set.</summary>
    public bool Has(Guid set, Suspicion of) => _found.Count > 0 && _found.Contains((set, of));

    /// <summary>The sizes of sets of a kind that were found right, whether or not those are still there.</summary>
    public IEnumerable<Acknowledgement> SizesOf(string instance, string database, BackupKind kind) => _sizes[(instance, database)].Where(one => one.Set!.Kind == kind);

    /// <summary>Whether somebody found the clock right after a moment, or so shortly before it that it still counts.</summary>
    public bool IsClockSeenBy(DateTimeOffset at) => ClockSeen.Any(seen => seen + LongPause.Long > at);

    private static IEnumerable<Acknowledgement> Valid(IReadOnlyList<Acknowledgement> all, DateTimeOffset now) => all.Where(one => one.At - now <= PlaceGuards.Behind);
}
