using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>One file of a database.</summary>
internal sealed record DatabaseFileRow(int DatabaseId, int FileId, bool IsLog, long Bytes, DifferentialBase? Base);

/// <summary>The files of all databases, with the base that each data file's next differential stands on.</summary>
internal static class DatabaseFilesQuery
{
    private const int PageBytes = 8192;
    private const int LogType = 1;

    private const string Text = """
        SELECT database_id, file_id, type, size, differential_base_lsn, differential_base_guid
        FROM master.sys.master_files
        ORDER BY database_id, file_id;
        """;

    public static Task<IReadOnlyList<DatabaseFileRow>> ReadAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.QueryAsync(Text, Read, cancellationToken);

    private static DatabaseFileRow Read(SqlDataReader row) => new(
        row.Int("database_id"),
        row.Int("file_id"),
        row.Int("type") == LogType,
        (row.LongOrNull("size") ?? 0) * PageBytes,
        row.LsnOrNull("differential_base_lsn") is { IsZero: false } lsn && row.GuidOrNull("differential_base_guid") is { } set ? new DifferentialBase(lsn, set) : null);
}
