using System.Collections;
using PosBackup.Engine.Retention.Planning.Ordering;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>
/// The decisions of a place: those that go first, in the order in which they go, then those that stay. Each is put into words when it is read: of a million hardly anybody reads
/// more than those that go, one by one.
/// </summary>
internal sealed class PlannedMedia : IReadOnlyList<MediaDecision>
{
    private readonly JudgedMedia[] _groups;
    private readonly (int Group, int Index)[] _order;

    /// <param name="shares">What each group has in the place.</param>
    /// <param name="count">How many media lie there.</param>
    /// <param name="all">How many there are in all places.</param>
    public PlannedMedia(PlaceShare[] shares, int count, int all)
    {
        _groups = Array.ConvertAll(shares, share => share.Media);
        _order = new (int, int)[count];
        int removed = RemovalMerge.Into(_order, Array.ConvertAll(shares, share => share.Runs));
        Keep(_order.AsSpan(removed), Array.ConvertAll(shares, share => share.Numbers), all);
    }

    /// <inheritdoc/>
    public int Count => _order.Length;

    /// <inheritdoc/>
    public MediaDecision this[int index] => _groups[_order[index].Group].Decide(_order[index].Index);

    /// <inheritdoc/>
    public IEnumerator<MediaDecision> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What stays, in the order of the media.</summary>
    private void Keep(Span<(int Group, int Index)> order, int[][] numbers, int all)
    {
        const int None = -1;
        int[] groupOf = new int[all];
        Array.Fill(groupOf, None);
        for (int group = 0; group < numbers.Length; group++)
        {
            foreach (int number in numbers[group])
                groupOf[number] = group;
        }

        int[] next = new int[numbers.Length];
        int kept = 0;
        foreach (int group in groupOf)
        {
            if (group != None && next[group]++ is var index && !_groups[group].IsRemoved(index))
                order[kept++] = (group, index);
        }
    }
}
