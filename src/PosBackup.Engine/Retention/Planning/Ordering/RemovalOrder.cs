using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Ordering;

/// <summary>
/// The order in which media of a group go in one place: what builds on others before those, the newest first. Wherever a run is broken off, what is left needs nothing that is
/// gone.
/// </summary>
internal sealed class RemovalOrder
{
    private readonly PlaceHoldings _place;
    private readonly int[] _removed;
    private readonly int[] _numbers;
    private readonly long[] _newest;
    private readonly ListsOf<int> _buildsOn;

    /// <summary>How many media that go build on each: one goes when none is left that does.</summary>
    private readonly int[] _dependents;

    private readonly PriorityQueue<int, (long, int)> _ready = new();
    private readonly bool[] _isPlaced;
    private int _placed;

    /// <param name="place">What lies there.</param>
    /// <param name="numbers">For each media set its number among all that there are.</param>
    /// <param name="removed">Indices of the media that go, in order.</param>
    public RemovalOrder(PlaceHoldings place, int[] numbers, int[] removed)
    {
        (_place, _numbers, _removed) = (place, numbers, removed);
        _newest = Array.ConvertAll(removed, Newest);
        _dependents = new int[removed.Length];
        _isPlaced = new bool[removed.Length];
        _buildsOn = Dependencies();
    }

    /// <summary>The media in their order, in runs: all but the first begin with media that need each other crosswise with others, and wait until nothing else can go.</summary>
    public IEnumerable<RemovalRun> Runs()
    {
        for (int i = 0; i < _removed.Length; i++)
        {
            if (_dependents[i] == 0)
                _ready.Enqueue(i, Age(i));
        }

        yield return Run();

        // Appended media may need each other crosswise: then the newest is the beginning.
        foreach (int next in _placed < _removed.Length ? Enumerable.Range(0, _removed.Length).OrderBy(Age).ToArray() : [])
        {
            if (_isPlaced[next])
                continue;

            _ready.Enqueue(next, Age(next));
            yield return Run();
        }
    }

    private RemovalRun Run()
    {
        var run = new List<(int, int, long)>(_placed == 0 ? _removed.Length : 0);
        while (_ready.TryDequeue(out int next, out _))
        {
            if (_isPlaced[next])
                continue;

            _isPlaced[next] = true;
            _placed++;
            run.Add((_removed[next], _numbers[_removed[next]], _newest[next]));
            foreach (int needed in _buildsOn[next])
            {
                if (--_dependents[needed] == 0)
                    _ready.Enqueue(needed, Age(needed));
            }
        }

        return new RemovalRun([.. run]);
    }

    /// <summary>For each of the media the others that it builds on.</summary>
    private ListsOf<int> Dependencies()
    {
        int[] position = new int[_place.Media.Count];
        Array.Fill(position, -1);
        for (int i = 0; i < _removed.Length; i++)
            position[_removed[i]] = i;

        var needed = new HashSet<int>();
        return ListsOf<int>.Filled(_removed.Length, (index, buildsOn) =>
        {
            needed.Clear();
            _place.AddNeeded(_removed[index], needed);
            foreach (int media in needed)
            {
                if (position[media] is >= 0 and var at && at != index)
                {
                    buildsOn.Add(at);
                    _dependents[at]++;
                }
            }
        });
    }

    private (long, int) Age(int index) => (-_newest[index], index);

    private long Newest(int media)
    {
        long newest = long.MinValue + 1;
        foreach (HeldSet set in _place.On(media))
            newest = Math.Max(newest, set.Family.Times[set.Index].UtcTicks);
        return newest;
    }
}
