namespace PosBackup.Engine.Retention.Planning;

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
        Asked = shares.Sum(share => share.Asked);
        DatabaseShare? newest = _databases.MaxBy(database => database.NewestBegun);
        Newest = newest is null ? null : (newest.NewestBegun, newest.Name);
    }

    /// <summary>How many media lie there.</summary>
    public int Count { get; }

    /// <summary>How many would have gone before it was asked whether that is too much.</summary>
    public int Asked { get; }

    /// <summary>When the newest set was begun, and of which database it is; null when none is known.</summary>
    public (DateTimeOffset At, string Database)? Newest { get; }

    /// <summary>The plan.</summary>
    /// <param name="facts">Everything.</param>
    public PlacePlan Plan(PlannerFacts facts)
    {
        var media = new PlannedMedia(_shares, Count, facts.Media.Length);
        return new PlacePlan
        {
            Facts = _facts,
            Media = media,
            Points = [.. _databases.SelectMany(database => database.Points)],
            Refusals =
            [
                .. PlaceGuards.Before(_facts, Newest, facts.Facts.Now),
                .. _databases.SelectMany(database => database.Refusals),
                .. PlaceGuards.After(_facts, Count, Asked) is { } tooMuch ? [tooMuch] : Array.Empty<RetentionRefusal>(),
                .. _databases.Select(database => database.Conflict).OfType<RetentionRefusal>(),
            ],
            Pressure = PressureRule.Of(_facts, media),
        };
    }
}
