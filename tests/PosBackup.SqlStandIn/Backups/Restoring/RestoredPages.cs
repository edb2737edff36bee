using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Pages;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>The store pages of a set, put side by side in a file of their own until the whole set has been read.</summary>
internal sealed class RestoredPages(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
    private readonly byte[] _page = new byte[Page.Size];
    private readonly HashSet<int> _pages = [];
    private readonly HashSet<int> _changedExtents = [];

    /// <summary>Pages of the store when the backup was taken.</summary>
    public int StorePages { get; private set; }

    /// <summary>Store pages in the set.</summary>
    public IReadOnlyCollection<int> Pages => _pages;

    /// <summary>Store pages in the extents that the differential map of the set names.</summary>
    public IEnumerable<int> ChangedPages => _changedExtents
        .SelectMany(extent => Enumerable.Range(extent * Page.ExtentPages, Page.ExtentPages))
        .Select(page => PageGeometry.StorePageOf((uint)page))
        .OfType<int>();

    /// <summary>Takes in a page.</summary>
    public void Add(ReadOnlySpan<byte> sealedPage)
    {
        if (Page.Type(sealedPage) == Page.Filler)
            return;
        sealedPage.CopyTo(_page);
        PageImage.Unseal(_page);
        ReadOnlySpan<byte> page = _page;
        uint id = Page.PageId(page);
        if (id == PageGeometry.BootPage)
            StorePages = BootMark.StorePages(page);
        else if (id == PageGeometry.DifferentialPage)
            ReadChanges(page[Page.BitmapAt..]);
        else if (PageGeometry.StorePageOf(id) is { } storePage)
            Keep(storePage, page.Slice(PageGeometry.BodyAt, PageGeometry.StorePageSize));
    }

    /// <summary>Copies the pages into the store of the database, and makes it as long as it was.</summary>
    public void CopyTo(Stream store)
    {
        byte[] page = new byte[PageGeometry.StorePageSize];
        foreach (int storePage in _pages.Where(storePage => storePage <= StorePages).Order())
        {
            long at = (long)(storePage - 1) * PageGeometry.StorePageSize;
            _file.Position = at;
            _file.ReadExactly(page);
            store.Position = at;
            store.Write(page);
        }

        store.SetLength((long)StorePages * PageGeometry.StorePageSize);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(path);
    }

    private void Keep(int storePage, ReadOnlySpan<byte> body)
    {
        _pages.Add(storePage);
        _file.Position = (long)(storePage - 1) * PageGeometry.StorePageSize;
        _file.Write(body);
    }

    private void ReadChanges(ReadOnlySpan<byte> bitmap)
    {
        _changedExtents.Clear();
        for (int extent = 0; extent < bitmap.Length * 8; extent++)
        {
            if ((bitmap[extent / 8] & (1 << (extent % 8))) != 0)
                _changedExtents.Add(extent);
        }
    }
}
