namespace PosBackup.Engine.Retention.Planning.Ordering;

/// <summary>
/// The order in which the media of all groups go in a place, as if they had been ordered as one: of what each group has next, the newest goes first. Where a group waits for
/// nothing else to go, it waits for all groups.
/// </summary>
internal static class RemovalMerge
{
    /// <param name="order">What goes is written to its beginning: the group, and the index in it.</param>
    /// <param name="groups">What goes of each group.</param>
    /// <returns>How many go.</returns>
    public static int Into((int Group, int Index)[] order, RemovalRun[][] groups)
    {
        int count = 0;
        var first = new PriorityQueue<(int Group, int At), (long, int)>();
        var waiting = new PriorityQueue<(int Group, int Run), (long, int)>();
        for (int group = 0; group < groups.Length; group++)
        {
            if (groups[group][0].Media.Length > 0)
                first.Enqueue((group, 0), groups[group][0].Age(0));
            if (groups[group].Length > 1)
                waiting.Enqueue((group, 1), groups[group][1].Age(0));
        }

        while (first.TryPeek(out (int Group, int At) next, out _))
        {
            RemovalRun run = groups[next.Group][0];
            order[count++] = (next.Group, run.Media[next.At].Media);
            if (next.At + 1 < run.Media.Length)
                first.DequeueEnqueue((next.Group, next.At + 1), run.Age(next.At + 1));
            else
                first.Dequeue();
        }

        while (waiting.TryDequeue(out (int Group, int Run) next, out _))
        {
            foreach ((int media, _, _) in groups[next.Group][next.Run].Media)
                order[count++] = (next.Group, media);
            if (next.Run + 1 < groups[next.Group].Length)
                waiting.Enqueue((next.Group, next.Run + 1), groups[next.Group][next.Run + 1].Age(0));
        }

        return count;
    }
}
