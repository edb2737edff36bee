using PosBackup.Engine.Retention.Planning.Guards;
using PosBackup.Engine.Retention.Planning.Limits;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>The plan of a place, joined of what each group has to do with it.</summary>
internal sealed class PlaceJoin
{
    private readonly PlaceFacts _facts;
    private readonly PlaceShare[] _shares;
    private readonly DatabaseShare[] _databases;

    /// <param name="facts">The place.</param>
    /// <param name="shares">What each group has there.</param>
    public PlaceJoin(PlaceFacts facts, PlaceShare[] shares)
    {
        (_facts, _shares) = (facts, shares);
        _databases =
        [
            .. shares.SelectMany(share => share.Databases.Select(database => (Database: database, First: share.Numbers[database.Appearance.Media])))
                .OrderBy(one => one.First).ThenBy(one => one.Database.Appearance.Before)
                .Select(one => one.Database),
        ];
        Count = shares.Sum(share => share.Numbers.Length);
    }

    /// <summary>How many media lie there.</summary>
    public int Count { get; }

    /// <summary>The newest set, and of which database it is, where so many databases have a set of the future that it is the clock here that is wrong; null where it is not.</summary>
    public (DateTimeOffset At, string Database)? Ahead()
    {
        DatabaseShare[] own = Array.FindAll(_databases, database => !database.IsOthers);
        int ahead = own.Count(database => database is { Ahead: not null, HasGoneOn: false });
        return ahead > 1 && 2 * ahead >= own.Length && own.MaxBy(database => database.NewestBegun) is { } newest ? (newest.NewestBegun, newest.Name) : null;
    }

    /// <summary>What would go at once, and is more than is allowed.</summary>
    /// <param name="facts">Everything.</param>
    public IEnumerable<RemovalExcess> Excesses(PlannerFacts facts) => new RemovalLimit(facts, _facts).Of(_databases);

    /// <summary>The plan.</summary>
    /// <param name="facts">Everything.</param>
    public PlacePlan Plan(PlannerFacts facts)
    {
        var media = new PlannedMedia(_shares, Count, facts.Media.Length);
        (DateTimeOffset At, string Database)? ahead = Ahead();
        RemovalExcess[] excesses = [.. Excesses(facts)];
        return new PlacePlan
        {
            Facts = _facts,
            Media = media,
            Points = [.. _databases.SelectMany(database => database.Points)],
            Refusals =
            [
                .. PlaceGuards.Before(_facts, ahead, facts.Facts.Now),
                .. ahead is null ? _databases.Select(database => database.Ahead).OfType<RetentionRefusal>() : [],
                .. _databases.SelectMany(database => database.Refusals),
                .. excesses.Where(excess => !excess.Passes).Select(excess => excess.Refusal()),
                .. _databases.Select(database => database.Conflict).OfType<RetentionRefusal>(),
            ],
            Notes = [.. _databases.SelectMany(database => (RetentionNote?[])[database.Note, database.Stuck, database.TooOld]).OfType<RetentionNote>(), .. excesses.Where(excess => excess.Passes).Select(excess => excess.Note())],
            NotSeen = [.. _databases.Select(database => database.NotSeen).OfType<Guid>()],
            Pressure = PressureRule.Of(_facts, media),
        };
    }
}
