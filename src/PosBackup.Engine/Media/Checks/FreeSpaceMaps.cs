using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// What the free space maps (PFS) say about pages: a page that is not allocated may hold anything. Of several images of a map all
/// must call a page allocated, for a page may be allocated while the backup runs; its image is then older than the map.
/// </summary>
internal sealed class FreeSpaceMaps
{
    // 1 KB each: 8 MB, enough for 512 GB. Older ones are given up; a backup reads a file in order.
    private const int MaxMaps = 8_192;

    private readonly Dictionary<(int FileId, uint Map), byte[]> _maps = [];
    private readonly Queue<(int FileId, uint Map)> _order = [];

    /// <summary>Whether a page with this number is a free space map: page 1, then every 8,088.</summary>
    public static bool IsMap(uint pageId) => pageId == 1 || (pageId != 0 && pageId % Page.PagesPerFreeSpaceMap == 0);

    public void Take(int fileId, uint pageId, ReadOnlySpan<byte> page)
    {
        (int, uint) key = (fileId, pageId / Page.PagesPerFreeSpaceMap);
        bool isFirst = !_maps.TryGetValue(key, out byte[]? bits);
        if (bits is null)
        {
            if (_order.Count == MaxMaps)
                _maps.Remove(_order.Dequeue());

            _order.Enqueue(key);
            _maps[key] = bits = new byte[Page.PagesPerFreeSpaceMap / 8];
        }

        ReadOnlySpan<byte> states = page.Slice(Page.FreeSpaceAt, Page.PagesPerFreeSpaceMap);
        for (int i = 0; i < states.Length; i++)
        {
            var bit = (byte)(1 << (i % 8));
            if ((states[i] & Page.Allocated) == 0)
                bits[i / 8] &= (byte)~bit;
            else if (isFirst)
                bits[i / 8] |= bit;
        }
    }

    /// <summary>Whether a map calls the page free; false when there is no map of it.</summary>
    public bool CallsFree(int fileId, uint pageId)
    {
        uint bit = pageId % Page.PagesPerFreeSpaceMap;
        return _maps.TryGetValue((fileId, pageId / Page.PagesPerFreeSpaceMap), out byte[]? bits) && (bits[bit / 8] & (1 << (int)(bit % 8))) == 0;
    }
}
