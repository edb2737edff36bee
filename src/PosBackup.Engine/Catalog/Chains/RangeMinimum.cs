namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Values at places that only grow, and the place of the smallest in any stretch of them. Behind each value stands the smallest of so many that end there, so that a stretch
/// falls into few of these.
/// <code>
/// index      0   1   2   3   4   5   6   7   8
/// tells of   0  0─1  2  0──3  4  4─5  6  0──7  8        2 to 8: 8, then 6 and 7 alone, 4─5, and 2 and 3 alone
/// </code>
/// </summary>
/// <param name="capacity">How many values there will be, about.</param>
internal sealed class RangeMinimum(int capacity = 0)
{
    private readonly List<Lsn> _places = new(capacity);
    private readonly List<long> _values = new(capacity);
    private readonly List<int> _smallest = new(capacity);

    /// <summary>Appends a value behind, or at, the last place.</summary>
    /// <returns>Its index.</returns>
    public int Add(Lsn place, long value)
    {
        int index = _values.Count;
        _places.Add(place);
        _values.Add(value);
        int smallest = index;
        for (int at = index - 1; at > index - Span(index); at -= Span(at))
            smallest = Smaller(_smallest[at], smallest);
        _smallest.Add(smallest);
        return index;
    }

    /// <summary>Index of the smallest value from one place to another, both included; -1 when nothing stands there.</summary>
    public int IndexOfMinimum(Lsn from, Lsn to)
    {
        (int first, int last) = Range(from, to);
        if (first > last)
            return -1;

        int smallest = last;
        for (int at = last; at >= first;)
        {
            bool isWithin = at - Span(at) >= first - 1;
            smallest = Smaller(isWithin ? _smallest[at] : at, smallest);
            at -= isWithin ? Span(at) : 1;
        }

        return smallest;
    }

    /// <summary>The indices from one place to another, both included; the first above the last when nothing stands there.</summary>
    public (int First, int Last) Range(Lsn from, Lsn to)
    {
        int last = _places.Count == 0 || _places[^1] <= to ? _places.Count - 1 : Before(to, including: true, 0, _places.Count) - 1;

        // Mostly a stretch is short and ends with the last place.
        int low = last;
        for (int step = 1; low >= 0 && _places[low] >= from; step <<= 1)
            low -= step;
        return (Before(from, including: false, Math.Max(0, low), last + 1), last);
    }

    /// <summary>The value at an index.</summary>
    public long ValueAt(int index) => _values[index];

    /// <summary>Of how many values, itself the last, the smallest stands behind one.</summary>
    private static int Span(int index) => (index + 1) & -(index + 1);

    /// <summary>The later one wins among equals: less log remains from there.</summary>
    private int Smaller(int left, int right) => _values[right] <= _values[left] ? right : left;

    /// <summary>How many places lie before one, or up to it, where it is known that at least so many do, and at most so many.</summary>
    private int Before(Lsn place, bool including, int low, int high)
    {
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_places[middle] < place || (including && _places[middle] == place))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
