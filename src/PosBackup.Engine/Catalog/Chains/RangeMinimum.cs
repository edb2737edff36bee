namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Values at places that only grow, and the place of the smallest in any stretch of them, in logarithmic time: a table of the minima of
/// stretches of 1, 2, 4, … values that end at each place.
/// </summary>
internal sealed class RangeMinimum
{
    private readonly List<Lsn> _places = [];
    private readonly List<long> _values = [];

    /// <summary>[k][i]: index of the smallest of the 2^k values that end at i.</summary>
    private readonly List<List<int>> _tables = [[]];

    /// <summary>Appends a value behind, or at, the last place.</summary>
    /// <returns>Its index.</returns>
    public int Add(Lsn place, long value)
    {
        int index = _places.Count;
        _places.Add(place);
        _values.Add(value);
        _tables[0].Add(index);
        for (int k = 1, span = 2; span <= index + 1; k++, span <<= 1)
        {
            if (k == _tables.Count)
                _tables.Add([]);

            // Table k begins at index span - 1: only whole stretches have an entry.
            int half = span >> 1;
            int left = _tables[k - 1][index - half - (half - 1)];
            int right = _tables[k - 1][index - (half - 1)];
            _tables[k].Add(Smaller(left, right));
        }

        return index;
    }

    /// <summary>Index of the smallest value from one place to another, both included; -1 when nothing stands there.</summary>
    public int IndexOfMinimum(Lsn from, Lsn to)
    {
        (int first, int last) = Range(from, to);
        if (first > last)
            return -1;

        int k = System.Numerics.BitOperations.Log2((uint)(last - first + 1));
        int span = 1 << k;
        return Smaller(_tables[k][first + span - 1 - (span - 1)], _tables[k][last - (span - 1)]);
    }

    /// <summary>The indices from one place to another, both included; the first above the last when nothing stands there.</summary>
    public (int First, int Last) Range(Lsn from, Lsn to) => (Count(before: from, including: false), Count(before: to, including: true) - 1);

    /// <summary>The value at an index.</summary>
    public long ValueAt(int index) => _values[index];

    /// <summary>The later one wins among equals: less log remains from there.</summary>
    private int Smaller(int left, int right) => _values[right] <= _values[left] ? right : left;

    /// <summary>How many places lie before one, or up to it.</summary>
    private int Count(Lsn before, bool including)
    {
        int low = 0;
        int high = _places.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_places[middle] < before || (including && _places[middle] == before))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
