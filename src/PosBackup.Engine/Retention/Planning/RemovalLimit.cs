using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: more would go at once in a place than its policy allows. A policy that was mistyped, or a file of it that was mixed up, takes nearly all. What a database lets go that is not backed up
/// any more, or goes on under another name, is counted by itself, and holds back nothing else.
/// <para>
/// It is no latch: what is held back is there again tomorrow, with more. What was refused on six days, with the same policy, goes on the seventh.
/// </para>
/// <code>
/// days       Mon Tue Wed Thu Fri Sat Sun Mon
/// refused     ×   ×   ×   ×   ×   ×              each day counts once, by the zone of the policy
/// goes                                ►          what was refused until then is forgotten
/// </code>
/// </summary>
/// <param name="facts">Everything.</param>
/// <param name="place">The place.</param>
internal sealed class RemovalLimit(PlannerFacts facts, PlaceFacts place)
{
    /// <summary>On this day on which it is told it passes.</summary>
    public const int DaysToPass = 7;

    private readonly DateTimeOffset _now = facts.Facts.Now;

    /// <summary>What is too much: of databases that are counted by themselves, and of all others together.</summary>
    public IEnumerable<RemovalExcess> Of(IReadOnlyCollection<DatabaseShare> databases)
    {
        foreach (DatabaseShare database in databases.Where(database => database.IsApart))
        {
            if (database.Removal.Exceeds(place.Policy.MaximumDelete))
                yield return Excess([database], database.Removal, $"more of {database.Name} on {database.Instance} would go at once than is allowed by a policy that {Sentence}");
        }

        DatabaseShare[] others = [.. databases.Where(database => !database.IsApart)];
        RemovalShare all = others.Aggregate(default(RemovalShare), (sum, database) => sum + database.Removal);
        if (all.Exceeds(place.Policy.MaximumDelete))
            yield return Excess(others, all, $"more would go at once than is allowed by a policy that {Sentence}");
    }

    private string Sentence => PolicySentence.Of(place.Policy, place.Place.IsHere);

    private RemovalExcess Excess(DatabaseShare[] databases, RemovalShare share, string reason)
    {
        DateOnly today = DayOf(_now);
        DateOnly[] days = [.. facts.Facts.Refused.Where(told => told.Place == place.Place && string.Equals(told.Reason, reason, StringComparison.Ordinal)).Select(told => DayOf(told.At)).Distinct()];
        return new RemovalExcess(place, databases, share)
        {
            Day = days.Count(day => day < today) + 1,
            Told = days.Contains(today)
                ? null
                : new RefusedRemoval(place.Place, reason, _now, [.. databases.Select(database => database.OldestGoing).OfType<RefusedSet>()]),
        };
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, place.Policy.Zone).DateTime);
}
