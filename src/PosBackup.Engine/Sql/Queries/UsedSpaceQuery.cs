using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Bytes that pages of a database occupy, counted inside it: what a full backup copies.</summary>
internal static class UsedSpaceQuery
{
    public static Task<ByteCount?> ReadAsync(SqlSession session, string database, CancellationToken cancellationToken) => session.QueryOneAsync(
        $"""
        USE {SqlQuote.Name(database)};
        SELECT CAST(SUM(CAST(FILEPROPERTY(name, 'SpaceUsed') AS bigint)) * 8192 AS bigint) AS bytes FROM sys.database_files WHERE type = 0;
        USE [master];
        """,
        ByteCount.Read,
        cancellationToken);
}

/// <summary>Bytes of pages changed since the differential base: what a differential copies. From 2016 SP2 on.</summary>
internal static class ChangedSpaceQuery
{
    public static Version Since { get; } = new(13, 0, 5026);

    public static Task<ByteCount?> ReadAsync(SqlSession session, string database, CancellationToken cancellationToken) => session.QueryOneAsync(
        $"""
        USE {SqlQuote.Name(database)};
        SELECT CAST(SUM(CAST(modified_extent_page_count AS bigint)) * 8192 AS bigint) AS bytes FROM sys.dm_db_file_space_usage;
        USE [master];
        """,
        ByteCount.Read,
        cancellationToken);
}

/// <summary>A number of bytes; null when the instance gave none.</summary>
internal sealed record ByteCount(long? Bytes)
{
    public static ByteCount Read(SqlDataReader row) => new(row.LongOrNull("bytes"));
}
