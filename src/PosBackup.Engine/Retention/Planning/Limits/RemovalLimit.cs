using PosBackup.Engine.Retention.Planning.Judging;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Retention.Planning.Limits;

/// <summary>
/// A tripwire: more would go at once in a place than its policy allows. A policy that was mistyped, or a file of it that was mixed up, takes nearly all. What a database lets go that is not backed up
/// any more, or goes on under another name, is counted by itself, and holds back nothing else.
/// <para>
/// It is no latch: what is held back is there again tomorrow, with more. What was refused on six days of the last month, with the same policy, goes on the seventh. A day counts where the oldest
/// set of each database that would lose something today was named on it: it was told to somebody.
/// </para>
/// <code>
/// days       Mon Tue Wed Thu Fri Sat Sun Mon
/// refused     ×   ×   ×   ×   ×   ×              each day counts once, by the zone of the policy
/// goes                                ►          its oldest sets are gone: what is too much tomorrow was not told yet
/// </code>
/// <para>
/// Where this account removes nothing, nothing passes by itself. What other machines ship is no part of it: none of it goes.
/// </para>
/// </summary>
/// <param name="facts">Everything.</param>
/// <param name="place">The place.</param>
internal sealed class RemovalLimit(PlannerFacts facts, PlaceFacts place)
{
    /// <summary>On this day on which it is told it passes.</summary>
    public const int DaysToPass = 7;

    /// <summary>What was told longer ago was told of something else.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly DateTimeOffset _now = facts.Facts.Now;

    /// <summary>What is too much: of databases that are counted by themselves, and of all others together.</summary>
    public IEnumerable<RemovalExcess> Of(IReadOnlyCollection<DatabaseShare> databases)
    {
        foreach (DatabaseShare database in databases.Where(database => database.IsApart))
        {
            if (database.Removal.Exceeds(place.Policy.MaximumDelete))
                yield return Excess([database], database.Removal, $"more of {database.Name} on {database.Instance} would go at once than is allowed by a policy that {Sentence}");
        }

        DatabaseShare[] others = [.. databases.Where(database => database is { IsApart: false, IsOthers: false })];
        RemovalShare all = others.Aggregate(default(RemovalShare), (sum, database) => sum + database.Removal);
        if (all.Exceeds(place.Policy.MaximumDelete))
            yield return Excess(others, all, $"more would go at once than is allowed by a policy that {Sentence}");
    }

    private string Sentence => PolicySentence.Of(place.Policy, place.Place.IsHere);

    private RemovalExcess Excess(DatabaseShare[] databases, RemovalShare share, string reason)
    {
        RefusedSet[] oldest = [.. databases.Select(database => database.OldestGoing).OfType<RefusedSet>()];
        if (place.IsAppendOnly)
            return new RemovalExcess(place, databases, share) { Day = 0, Told = null };

        DateOnly today = DayOf(_now);
        DateOnly[] days = [.. facts.Facts.Refused.Where(told => IsOf(told, reason, oldest)).Select(told => DayOf(told.At)).Distinct()];
        return new RemovalExcess(place, databases, share)
        {
            Day = days.Count(day => day < today) + 1,
            Told = days.Contains(today) ? null : new RefusedRemoval(place.Place, reason, _now, oldest),
        };
    }

    private bool IsOf(RefusedRemoval told, string reason, RefusedSet[] oldest) =>
        told.Place == place.Place && string.Equals(told.Reason, reason, StringComparison.Ordinal) && _now - told.At <= Remembered && oldest.All(told.Sets.Contains);

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, place.Policy.Zone).DateTime);
}
