namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The order in which sets can be restored: by the LSN that they end at. Where the log stood still, several end at the same one: fulls come
/// before differentials, those before logs, and empty logs last.
/// </summary>
internal sealed class SetOrder : IComparer<BackupSet>
{
    private SetOrder()
    {
    }

    public static SetOrder Instance { get; } = new();

    /// <summary>The order of some sets: their indices.</summary>
    public static int[] Of(IReadOnlyList<BackupSet> sets)
    {
        int[] order = new int[sets.Count];
        ulong[] ends = new ulong[sets.Count];
        for (int i = 0; i < order.Length; i++)
            (order[i], ends[i]) = (i, ((ulong)sets[i].LastLsn.Vlf << 32) | sets[i].LastLsn.Block);

        // Numbers are quickly sorted, and few sets end in the same block.
        Array.Sort(ends, order);
        var comparer = Comparer<int>.Create((one, other) => Instance.Compare(sets[one], sets[other]));
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && ends[end] == ends[first];)
                end++;
            if (end > first + 1)
                Array.Sort(order, first, end - first, comparer);
        }

        return order;
    }

    public int Compare(BackupSet? x, BackupSet? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        int byEnd = x.LastLsn.CompareTo(y.LastLsn);
        if (byEnd != 0)
            return byEnd;

        int byKind = Rank(x.Kind).CompareTo(Rank(y.Kind));
        if (byKind != 0)
            return byKind;

        int byBeginning = x.FirstLsn.CompareTo(y.FirstLsn);
        if (byBeginning != 0)
            return byBeginning;

        int byTime = x.StartedAt.AsUtc().CompareTo(y.StartedAt.AsUtc());
        return byTime != 0 ? byTime : x.SetGuid.CompareTo(y.SetGuid);
    }

    private static int Rank(BackupKind kind) => kind switch
    {
        BackupKind.Full => 0,
        BackupKind.Differential => 1,
        BackupKind.Log => 2,
        _ => 3,
    };
}
