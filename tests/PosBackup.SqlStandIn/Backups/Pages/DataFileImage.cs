using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>Reads a store page, from 1, into a zeroed place of 8,096 bytes.</summary>
internal delegate void ReadStorePage(int storePage, Span<byte> body);

/// <summary>A data file as SQL Server would keep it, made up page by page around the pages of the store.</summary>
/// <param name="file">What the file is.</param>
/// <param name="read">Reads a store page.</param>
/// <param name="isChanged">Whether a store page changed since the differential base; null: all did.</param>
internal sealed class DataFileImage(DataFile file, ReadStorePage read, Func<int, bool>? isChanged = null)
{
    /// <summary>All extents: what a full backup holds.</summary>
    public IReadOnlyList<ExtentAddress> All() => [.. Extents().Select(Address)];

    /// <summary>The extents that the differential map names: what a differential holds. System pages count as changed.</summary>
    public IReadOnlyList<ExtentAddress> Changed() => [.. Extents().Where(IsChanged).Select(Address)];

    /// <summary>The extents with system pages: what the second pass of SQL Server 2019 and later repeats.</summary>
    public IReadOnlyList<ExtentAddress> System() => [.. Extents().Where(HasSystemPages).Select(Address)];

    /// <summary>Makes up the pages of an extent. Unused ones have a header too, but those between the first maps.</summary>
    public void Read(ExtentAddress extent, Span<byte> destination)
    {
        destination.Clear();
        for (uint at = 0; at < Page.ExtentPages; at++)
            Write(destination.Slice((int)at * Page.Size, Page.Size), extent.FirstPage + at);
    }

    private void Write(Span<byte> page, uint pageId)
    {
        byte? type = SystemPages.TypeOf(pageId);
        if (type is { } system)
            WriteSystem(page, system, pageId);
        else if (PageGeometry.StorePageOf(pageId) is { } store && store <= file.StorePages)
            read(store, page[PageImage.BodyAt..]);
        else if (pageId < Page.ExtentPages)
            return;

        PageImage.WriteHeader(page, type ?? PageImage.Data, file.FileId, pageId, file.Lsn);
        PageImage.Seal(page, file.PageVerify);
    }

    private void WriteSystem(Span<byte> page, byte type, uint pageId)
    {
        switch (type)
        {
            case Page.AllocationMap:
                SystemPages.WriteBitmap(page, extent => extent >= file.Extents);
                break;
            case Page.DifferentialMap:
                SystemPages.WriteBitmap(page, extent => extent < file.Extents && IsChanged(extent));
                break;
            case Page.FreeSpaceMap:
                SystemPages.WriteFreeSpace(page, pageId, IsAllocated);
                break;
            case PageImage.Boot:
                SystemPages.WriteBoot(page, file);
                break;
        }
    }

    private bool IsAllocated(uint pageId) =>
        SystemPages.TypeOf(pageId) is not null || PageGeometry.StorePageOf(pageId) is { } store && store <= file.StorePages;

    private bool IsChanged(int extent) => isChanged is null || HasSystemPages(extent) || PagesOf(extent).Any(page =>
        PageGeometry.StorePageOf(page) is { } store && store <= file.StorePages && isChanged(store));

    private static bool HasSystemPages(int extent) => PagesOf(extent).Any(page => SystemPages.TypeOf(page) is not null);

    private static IEnumerable<uint> PagesOf(int extent) =>
        Enumerable.Range(extent * Page.ExtentPages, Page.ExtentPages).Select(page => (uint)page);

    private IEnumerable<int> Extents() => Enumerable.Range(0, file.Extents);

    private ExtentAddress Address(int extent) => new(file.FileId, (uint)(extent * Page.ExtentPages));
}
