using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A file of a database, sizes in pages of 8 KB.</summary>
internal sealed record DatabaseFile(int FileId, bool IsLog, string Name, string Path, long Pages, long UsedPages, Guid Guid);

/// <summary>The files of a database: one of data, one of log.</summary>
internal static class DatabaseFiles
{
    private const int PageBytes = 8192;
    private const int PagesOfExtent = 8;

    public static IReadOnlyList<DatabaseFile> Of(Database database)
    {
        DatabaseFacts facts = database.Facts;
        long data = DataPages(database);
        long log = LogPages(facts);
        return
        [
            new(1, IsLog: false, facts.DataName, facts.DataFile, data, data, facts.DataFileGuid),
            new(2, IsLog: true, facts.LogName, facts.LogFile, log, log, facts.LogFileGuid),
        ];
    }

    /// <summary>Pages of the data file as SQL Server would have it.</summary>
    public static long DataPages(Database database) => (long)PageGeometry.ExtentsOf(database.Facts.StorePages) * PagesOfExtent;

    private static long LogPages(DatabaseFacts facts)
    {
        var file = new FileInfo(facts.LogFile);
        return file.Exists ? Math.Max(1, (file.Length + PageBytes - 1) / PageBytes) : 1;
    }
}
