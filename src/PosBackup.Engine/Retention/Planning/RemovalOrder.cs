namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// The order in which media go: what builds on others before those, the newest first. Wherever a run is broken off, what is left needs nothing that is gone.
/// </summary>
internal static class RemovalOrder
{
    /// <param name="place">What lies there.</param>
    /// <param name="removed">Indices of the media that go.</param>
    public static IReadOnlyList<int> Of(PlaceHoldings place, IReadOnlyList<int> removed)
    {
        int[] position = new int[place.Media.Count];
        Array.Fill(position, -1);
        for (int i = 0; i < removed.Count; i++)
            position[removed[i]] = i;

        // How many media that go build on each: one goes when none is left that does.
        int[][] buildsOn = new int[removed.Count][];
        int[] dependents = new int[removed.Count];
        var needs = new List<int>();
        for (int i = 0; i < removed.Count; i++)
        {
            needs.Clear();
            foreach (int needed in Needed(place, removed[i]))
            {
                if (position[needed] is >= 0 and var at && at != i && !needs.Contains(at))
                    needs.Add(at);
            }

            buildsOn[i] = [.. needs];
            foreach (int needed in needs)
                dependents[needed]++;
        }

        var ready = new PriorityQueue<int, (long, int)>();
        (long, int)[] age = [.. removed.Select((media, i) => (-Newest(place, media), i))];
        for (int i = 0; i < removed.Count; i++)
        {
            if (dependents[i] == 0)
                ready.Enqueue(i, age[i]);
        }

        var order = new List<int>(removed.Count);
        bool[] isPlaced = new bool[removed.Count];
        while (order.Count < removed.Count)
        {
            // Appended media may need each other crosswise: then the newest is the beginning.
            int next = ready.TryDequeue(out int free, out _) ? free : Enumerable.Range(0, removed.Count).Where(i => !isPlaced[i]).MinBy(i => age[i]);
            if (isPlaced[next])
                continue;

            isPlaced[next] = true;
            order.Add(removed[next]);
            foreach (int needed in buildsOn[next])
            {
                if (--dependents[needed] == 0)
                    ready.Enqueue(needed, age[needed]);
            }
        }

        return order;
    }

    private static IEnumerable<int> Needed(PlaceHoldings place, int dependent)
    {
        foreach ((FamilyHoldings family, int index) in place.On(dependent))
        {
            (int before, int full) = family.Needs(index);
            foreach (int media in before >= 0 ? family.Media[before] : [])
                yield return media;
            foreach (int media in full >= 0 ? family.Media[full] : [])
                yield return media;
        }
    }

    private static long Newest(PlaceHoldings place, int media)
    {
        long newest = long.MinValue + 1;
        foreach ((FamilyHoldings family, int index) in place.On(media))
            newest = Math.Max(newest, family.Times[index].UtcTicks);
        return newest;
    }
}
