using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Writing;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>Reads the contents of one page: at most 8,096 bytes, into a zeroed place.</summary>
internal delegate void ReadContents(long ordinal, Span<byte> body);

/// <summary>A data file as SQL Server would keep it, made up page by page around contents that lie elsewhere.</summary>
/// <param name="file">What the file is.</param>
/// <param name="read">Reads the contents of a page.</param>
/// <param name="isChanged">Whether the contents of that ordinal changed since the differential base; null: all did.</param>
internal sealed class DataFileImage(DataFile file, ReadContents read, Func<long, bool>? isChanged = null)
{
    /// <summary>All extents: what a full backup holds.</summary>
    public IReadOnlyList<ExtentAddress> All() => [.. Numbers().Select(Address)];

    /// <summary>The extents that the differential map names: what a differential holds. System extents count as changed.</summary>
    public IReadOnlyList<ExtentAddress> Changed() => [.. Numbers().Where(IsChanged).Select(Address)];

    /// <summary>The extents without contents: what the second pass of SQL Server 2019 and later repeats.</summary>
    public IReadOnlyList<ExtentAddress> System() => [.. Numbers().Where(DataFileLayout.IsSystemExtent).Select(Address)];

    /// <summary>Makes up the pages of an extent. Pages that are not in use have a header too, but those beside the first maps.</summary>
    public void Read(ExtentAddress extent, Span<byte> destination)
    {
        destination.Clear();
        for (int at = 0; at < Page.ExtentPages; at++)
            Write(destination.Slice(at * Page.Size, Page.Size), extent.FirstPage + (uint)at);
    }

    private void Write(Span<byte> page, uint pageId)
    {
        if (DataFileLayout.OrdinalOf(pageId) is { } ordinal)
        {
            if (ordinal < file.ContentPages)
                read(ordinal, page[PageImage.BodyAt..]);

            Finish(page, PageImage.Data, pageId);
        }
        else if (SystemPages.TypeOf(pageId) is { } type)
        {
            WriteSystem(page, type, pageId);
            Finish(page, type, pageId);
        }
        else if (pageId >= Page.ExtentPages)
        {
            Finish(page, PageImage.Data, pageId);
        }
    }

    private void WriteSystem(Span<byte> page, byte type, uint pageId)
    {
        switch (type)
        {
            case Page.AllocationMap:
                SystemPages.WriteBitmap(page, pageId, extent => extent >= file.Extents);
                break;
            case Page.DifferentialMap:
                SystemPages.WriteBitmap(page, pageId, extent => extent < file.Extents && IsChanged(extent));
                break;
            case Page.FreeSpaceMap:
                SystemPages.WriteFreeSpace(page, pageId, IsAllocated);
                break;
            case PageImage.Boot:
                SystemPages.WriteBoot(page, file);
                break;
        }
    }

    private void Finish(Span<byte> page, byte type, uint pageId)
    {
        PageImage.WriteHeader(page, type, file.FileId, pageId, file.Lsn);
        PageImage.Seal(page, file.PageVerify);
    }

    private bool IsAllocated(uint pageId) => DataFileLayout.OrdinalOf(pageId) is { } ordinal
        ? ordinal < file.ContentPages
        : SystemPages.TypeOf(pageId) is not null && pageId / Page.ExtentPages < file.Extents;

    private bool IsChanged(long extent)
    {
        if (isChanged is null || DataFileLayout.OrdinalOf((uint)(extent * Page.ExtentPages)) is not { } first)
            return true;

        for (long ordinal = first; ordinal < Math.Min(first + Page.ExtentPages, file.ContentPages); ordinal++)
        {
            if (isChanged(ordinal))
                return true;
        }

        return false;
    }

    private IEnumerable<long> Numbers()
    {
        for (long extent = 0; extent < file.Extents; extent++)
            yield return extent;
    }

    private ExtentAddress Address(long extent) => new(file.FileId, (uint)(extent * Page.ExtentPages));
}
