namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>Many short lists, one behind the other in one array: for each set its media, for each media set its sets.</summary>
internal sealed class ListsOf<T>
{
    private readonly int[] _ends;
    private readonly T[] _items;

    private ListsOf(int[] ends, T[] items) => (_ends, _items) = (ends, items);

    /// <summary>One list.</summary>
    public ReadOnlySpan<T> this[int list] => Segment(list);

    /// <summary>One list, for whoever keeps it.</summary>
    public ArraySegment<T> Segment(int list) => new(_items, Begin(list), _ends[list] - Begin(list));

    /// <summary>Lists that are filled one after the other.</summary>
    /// <param name="count">How many lists.</param>
    /// <param name="fill">Appends the items of a list.</param>
    public static ListsOf<T> Filled(int count, Action<int, List<T>> fill)
    {
        int[] ends = new int[count];
        var items = new List<T>(count);
        for (int i = 0; i < count; i++)
        {
            fill(i, items);
            ends[i] = items.Count;
        }

        return new ListsOf<T>(ends, [.. items]);
    }

    /// <summary>Lists to which things are dealt out; in each they stay in their order.</summary>
    /// <param name="count">How many lists.</param>
    /// <param name="things">How many things are dealt out.</param>
    /// <param name="list">To which list a thing goes.</param>
    /// <param name="item">What of it is written there.</param>
    public static ListsOf<T> Dealt(int count, int things, Func<int, int> list, Func<int, T> item)
    {
        int[] ends = new int[count + 1];
        for (int i = 0; i < things; i++)
            ends[list(i) + 1]++;
        for (int i = 1; i < ends.Length; i++)
            ends[i] += ends[i - 1];

        // Where each list begins now moves to its end, which is where the next one begins.
        var items = new T[things];
        for (int i = 0; i < things; i++)
            items[ends[list(i)]++] = item(i);
        return new ListsOf<T>(ends, items);
    }

    private int Begin(int list) => list == 0 ? 0 : _ends[list - 1];
}
