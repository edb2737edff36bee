using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>Where the pages with contents lie in a data file, between those that SQL Server keeps for itself.</summary>
/// <remarks>
/// <code>
/// extent 0        file header, free space map, allocation maps, differential map
/// extent 1        boot page
/// extent 1011 k   free space map of the next 8,088 pages
/// extent 63904 k  allocation and differential maps of the next 63,904 extents
/// </code>
/// Such an extent holds nothing else here; all others hold eight pages with contents each, numbered from 0 by ordinals.
/// </remarks>
internal static class DataFileLayout
{
    public const uint FileHeaderPage = 0;
    public const uint BootPage = 9;

    private const long FirstDataExtent = 2;
    private const long ExtentsPerFreeSpaceMap = Page.PagesPerFreeSpaceMap / Page.ExtentPages;

    /// <summary>Whether an extent holds no contents.</summary>
    public static bool IsSystemExtent(long extent) =>
        extent < FirstDataExtent || extent % ExtentsPerFreeSpaceMap == 0 || extent % Page.ExtentsPerMap == 0;

    /// <summary>The page that holds the contents of that ordinal.</summary>
    public static uint PageOf(long ordinal) =>
        checked((uint)((ExtentOf(ordinal / Page.ExtentPages) * Page.ExtentPages) + (ordinal % Page.ExtentPages)));

    /// <summary>The ordinal of a page; null when it lies in a system extent.</summary>
    public static long? OrdinalOf(uint page)
    {
        long extent = page / Page.ExtentPages;
        return IsSystemExtent(extent) ? null : ((extent - SystemExtentsBelow(extent)) * Page.ExtentPages) + (page % Page.ExtentPages);
    }

    /// <summary>Extents of a file that holds so many pages with contents.</summary>
    public static long ExtentsFor(long contentPages) =>
        contentPages == 0 ? FirstDataExtent : ExtentOf((contentPages - 1) / Page.ExtentPages) + 1;

    /// <summary>The free space map that tells about a page.</summary>
    public static uint FreeSpaceMapOf(uint page) =>
        page < Page.PagesPerFreeSpaceMap ? 1 : page / Page.PagesPerFreeSpaceMap * Page.PagesPerFreeSpaceMap;

    private static long ExtentOf(long dataOrdinal)
    {
        long extent = FirstDataExtent + dataOrdinal;
        while (true)
        {
            long next = dataOrdinal + SystemExtentsBelow(extent + 1);
            if (next == extent)
                return extent;

            extent = next;
        }
    }

    /// <summary>Multiples of 1011 and of 63,904 meet at 0 and then not below four terabytes.</summary>
    private static long SystemExtentsBelow(long extent) =>
        extent < FirstDataExtent ? extent : FirstDataExtent + ((extent - 1) / ExtentsPerFreeSpaceMap) + ((extent - 1) / Page.ExtentsPerMap);
}
