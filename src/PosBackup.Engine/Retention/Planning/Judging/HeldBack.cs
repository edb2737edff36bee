using PosBackup.Engine.Retention.Planning.Guards;
using PosBackup.Engine.Retention.Planning.Limits;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>
/// The places in which nothing may be removed. Some of it is known only when all groups are judged: the newest set of a place, and how much would go there at once. Then the
/// groups are judged again, with that known.
/// </summary>
internal sealed class HeldBack
{
    private readonly PlannerFacts _facts;
    private readonly bool[] _isRefused;
    private readonly bool[] _isTooMuch;
    private readonly HashSet<Guid>[] _tooMuchOf;

    /// <param name="facts">Everything; what is known of places without their media holds back at once.</param>
    public HeldBack(PlannerFacts facts)
    {
        _facts = facts;
        _isRefused = Array.ConvertAll(facts.Judged, place => PlaceGuards.Before(place, ahead: null, facts.Facts.Now).Any());
        _isTooMuch = new bool[facts.Judged.Length];
        _tooMuchOf = [.. facts.Judged.Select(_ => new HashSet<Guid>())];
    }

    /// <summary>Whether nothing of a place is judged by a machine.</summary>
    public bool IsRefused(int place) => _isRefused[place];

    /// <summary>Whether more would go in a place than is allowed.</summary>
    public bool IsTooMuch(int place) => _isTooMuch[place];

    /// <summary>Whether more of a database that is counted by itself would go in a place than is allowed.</summary>
    public bool IsTooMuch(int place, DatabaseShare database) => database.IsApart && _tooMuchOf[place].Contains(database.NewestSet);

    /// <summary>Looks at places in which all groups were judged.</summary>
    /// <returns>Whether more is held back than was known: then what was judged does not count.</returns>
    public bool Learn(PlaceJoin[] places)
    {
        bool isNew = false;
        for (int i = 0; i < places.Length; i++)
        {
            bool isRefused = PlaceGuards.Before(_facts.Judged[i], places[i].Ahead(), _facts.Facts.Now).Any();
            isNew |= isRefused && !_isRefused[i];
            _isRefused[i] |= isRefused;
        }

        // What is held back in one place changes what goes in the next.
        for (int i = 0; i < places.Length && !isNew; i++)
            isNew = LearnTooMuch(i, [.. places[i].Excesses(_facts).Where(excess => !excess.Passes)]);

        return isNew;
    }

    /// <summary>What is held back of databases that are counted by themselves may be needed by others, so that less goes of those.</summary>
    private bool LearnTooMuch(int place, RemovalExcess[] excesses)
    {
        bool isNew = false;
        foreach (DatabaseShare apart in excesses.Select(excess => excess.Apart).OfType<DatabaseShare>())
            isNew |= _tooMuchOf[place].Add(apart.NewestSet);
        if (isNew || _isTooMuch[place])
            return isNew;

        return _isTooMuch[place] = Array.Exists(excesses, excess => excess.Apart is null);
    }
}
