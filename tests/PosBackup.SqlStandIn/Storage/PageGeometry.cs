using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>
/// Where the pages of the SQLite store lie in the data file that SQL Server would have:
/// <code>
/// page   0 file header   1 PFS   2 GAM   3 SGAM   6 DCM   7 ML map   9 boot   16… store page 1, 2, …
/// </code>
/// Every 8088th page is a PFS again and carries no store page.
/// </summary>
internal static class PageGeometry
{
    /// <summary>Bytes of a SQLite page; it rides in the body of an 8 KB page.</summary>
    public const int StorePageSize = 4096;

    public const int BodyAt = 96;
    public const uint FileHeaderPage = 0;
    public const uint FreeSpacePage = 1;
    public const uint AllocationPage = 2;
    public const uint SharedAllocationPage = 3;
    public const uint DifferentialPage = 6;
    public const uint BulkChangedPage = 7;
    public const uint BootPage = 9;
    public const uint FirstStorePage = 16;

    /// <summary>What one GAM interval holds; a larger database is refused.</summary>
    public const int MaxStorePages = Page.PagesPerMap - (int)FirstStorePage - (Page.PagesPerMap / Page.PagesPerFreeSpaceMap) - 8;

    private const int PerMap = Page.PagesPerFreeSpaceMap;
    private const uint FirstRun = PerMap - FirstStorePage;

    /// <summary>Page of the data file that carries a store page (from 1).</summary>
    public static uint PageOf(int storePage)
    {
        uint index = (uint)storePage - 1;
        return index < FirstRun ? FirstStorePage + index : FirstStorePage + index + 1 + ((index - FirstRun) / (PerMap - 1));
    }

    /// <summary>Store page that a page of the data file carries; null for the system's own pages.</summary>
    public static int? StorePageOf(uint page)
    {
        if (page < FirstStorePage || page % PerMap == 0)
            return null;
        return (int)(page - FirstStorePage - (page / PerMap)) + 1;
    }

    /// <summary>Extents of a data file whose store has so many pages.</summary>
    public static int ExtentsOf(int storePages) =>
        storePages == 0 ? 2 : (int)(PageOf(storePages) / Page.ExtentPages) + 1;

    /// <summary>Extent of a store page.</summary>
    public static int ExtentOf(int storePage) => (int)(PageOf(storePage) / Page.ExtentPages);
}
