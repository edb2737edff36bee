namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What was acknowledged. A size is only a size, and a time only a time: whoever has looked into a pause has not seen that the data were encrypted in it. What was acknowledged in the future
/// was so by a clock that was wrong.
/// </summary>
/// <param name="all">The acknowledgements.</param>
/// <param name="now">The clock.</param>
internal sealed class Acknowledged(IReadOnlyList<Acknowledgement> all, DateTimeOffset now)
{
    private readonly HashSet<(Guid, Suspicion)> _found = [.. all.Where(one => one.At - now <= PlaceGuards.Behind).Select(one => (one.SetGuid, one.Of))];

    /// <summary>When somebody found the clock right.</summary>
    public IReadOnlyList<DateTimeOffset> ClockSeen { get; } = [.. all.Where(one => one.Of == Suspicion.Time && one.At - now <= PlaceGuards.Behind).Select(one => one.At < now ? one.At : now)];

    /// <summary>Whether somebody has looked into a set.</summary>
    public bool Has(Guid set, Suspicion of) => _found.Count > 0 && _found.Contains((set, of));
}
