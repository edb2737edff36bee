namespace PosBackup.Engine.Retention.Planning;

/// <summary>The facts, and what of them is the same for all databases: read once.</summary>
internal sealed class PlannerFacts
{
    private readonly Dictionary<RetentionPlace, int> _numbers = [];

    /// <param name="facts">The facts.</param>
    public PlannerFacts(RetentionFacts facts)
    {
        Facts = facts;
        Media = facts.Media as HeldMedia[] ?? [.. facts.Media];
        Judged = [.. facts.Places.OrderBy(place => !place.Place.IsHere)];
        for (int i = 0; i < Judged.Length; i++)
            _numbers.TryAdd(Judged[i].Place, i);
        Acknowledged = new Acknowledged(facts.Acknowledged, facts.Now);
        Time = StoreTime.Of(facts);
        IsHereKnown = (facts.Known ?? facts.Media).Any(media => media.Place.IsHere);
        Holds = new HoldRule(facts, Time.Now);
        Copies = CopyTerms.Of(facts);
    }

    /// <summary>The facts.</summary>
    public RetentionFacts Facts { get; }

    /// <summary>What somebody has looked into.</summary>
    public Acknowledged Acknowledged { get; }

    /// <summary>What time it is.</summary>
    public StoreTime Time { get; }

    /// <summary>Whether anything is known of the files of the store itself: headquarters knows only what was shipped.</summary>
    public bool IsHereKnown { get; }

    /// <summary>All media.</summary>
    public HeldMedia[] Media { get; }

    /// <summary>The places that are judged, here first: what stays here decides which copies must stay.</summary>
    public PlaceFacts[] Judged { get; }

    /// <summary>What somebody holds.</summary>
    public HoldRule Holds { get; }

    /// <summary>What is asked of the copies of a file here.</summary>
    public CopyTerms Copies { get; }

    /// <summary>Which of the judged places it is; below 0 when it is none of them.</summary>
    public int NumberOf(RetentionPlace place)
    {
        // Whoever looked at a place mostly has one object for it.
        for (int i = 0; i < Judged.Length; i++)
        {
            if (ReferenceEquals(Judged[i].Place, place))
                return i;
        }

        return _numbers.GetValueOrDefault(place, -1);
    }
}
