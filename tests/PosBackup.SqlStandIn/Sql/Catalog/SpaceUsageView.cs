using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.dm_db_file_space_usage of the current database.</summary>
internal static class SpaceUsageView
{
    private static readonly Version SinceChangedPages = new(13, 0, 5026);

    public static SystemView View { get; } = new("sys", "dm_db_file_space_usage",
    [
        Required("database_id", TdsType.Int), Required("file_id", TdsType.SmallInt), From(11, "filegroup_id", TdsType.SmallInt), From(11, "total_page_count", TdsType.BigInt),
        From(11, "allocated_extent_page_count", TdsType.BigInt), Required("unallocated_extent_page_count", TdsType.BigInt),
        Required("version_store_reserved_page_count", TdsType.BigInt), Required("user_object_reserved_page_count", TdsType.BigInt),
        Required("internal_object_reserved_page_count", TdsType.BigInt), Required("mixed_extent_page_count", TdsType.BigInt),
        new("modified_extent_page_count", TdsType.BigInt) { Since = SinceChangedPages },
    ], (_, database) => [Row(database)])
    {
        NeedsServerState = true,
    };

    private static long ChangedExtents(Database database) => Enumerable.Range(1, database.Facts.StorePages)
        .Where(database.ChangedPages.Contains)
        .Select(PageGeometry.ExtentOf)
        .Distinct()
        .Count();

    private static object?[] Row(Database database)
    {
        long pages = DatabaseFiles.DataPages(database);
        long changed = ChangedExtents(database) * 8L;
        return [database.Id, (short)1, (short)1, pages, pages, 0L, 0L, 0L, 0L, 0L, changed];
    }
}
