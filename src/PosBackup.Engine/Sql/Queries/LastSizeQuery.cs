using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Bytes of a set, plain and as stored.</summary>
internal sealed record SetSize(long Plain, long Stored);

/// <summary>How large the newest set of a kind was: what the next one is judged by.</summary>
internal static class LastSizeQuery
{
    private const string Text = """
        SELECT TOP (1) bs.backup_size, bs.compressed_backup_size
        FROM msdb.dbo.backupset AS bs
        WHERE bs.database_name = @database AND bs.type = @type
        ORDER BY bs.backup_set_id DESC;
        """;

    public static Task<SetSize?> ReadAsync(SqlSession session, string database, BackupKind kind, CancellationToken cancellationToken) => session.QueryOneAsync(
        Text,
        row => new SetSize(row.LongOrNull("backup_size") ?? 0, row.LongOrNull("compressed_backup_size") ?? row.LongOrNull("backup_size") ?? 0),
        cancellationToken,
        new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database },
        new SqlParameter("@type", SqlDbType.Char, 1) { Value = SetKinds.Letter(kind) });
}
