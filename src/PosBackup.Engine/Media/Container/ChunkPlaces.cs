namespace PosBackup.Engine.Media.Container;

/// <summary>Where the chunks of a file lie: in the MTF stream and in the file. Of very many it remembers the later ones.</summary>
/// <param name="capacity">Chunks to remember.</param>
internal sealed class ChunkPlaces(int capacity)
{
    /// <summary>Enough for the index of a set of 16 GB, in 4 MB.</summary>
    public const int DefaultCapacity = 1 << 18;

    private readonly List<ChunkIndexEntry> _places = [];
    private bool _hasForgotten;

    public void Add(long streamOffset, long fileOffset)
    {
        if (_places.Count == capacity)
        {
            _places.RemoveRange(0, capacity / 2);
            _hasForgotten = true;
        }

        _places.Add(new ChunkIndexEntry(streamOffset, fileOffset));
    }

    /// <summary>Where the chunk stands in the file that a byte of the stream came from.</summary>
    public long FileOffset(long streamOffset)
    {
        int next = FirstBehind(streamOffset);
        return _places.Count == 0 ? 0 : _places[Math.Max(next - 1, 0)].FileOffset;
    }

    /// <summary>Whether a chunk begins at this place; null when that part of the file is forgotten.</summary>
    public bool? Contains(ChunkIndexEntry place)
    {
        if (_places.Count == 0 || place.StreamOffset < _places[0].StreamOffset)
            return _hasForgotten ? null : false;

        return _places[FirstBehind(place.StreamOffset) - 1] == place;
    }

    private int FirstBehind(long streamOffset)
    {
        int low = 0, high = _places.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_places[middle].StreamOffset <= streamOffset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
