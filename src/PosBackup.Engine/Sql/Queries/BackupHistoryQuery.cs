using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>
/// What msdb knows of the sets that decide about a chain: the base of the next differential, and the log backups behind the end of our
/// chain. It tells who took a backup that is not ours; it is never asked which set a run of ours made.
/// </summary>
internal static class BackupHistoryQuery
{
    private const string Text = """
        SELECT TOP (50) bs.backup_set_uuid, bs.database_name, bs.name, bs.description, bs.user_name, bs.machine_name, bs.type, bs.first_lsn, bs.last_lsn,
               bs.backup_finish_date, bs.is_snapshot, bs.is_copy_only, bs.position, bmf.physical_device_name
        FROM msdb.dbo.backupset AS bs
        LEFT JOIN msdb.dbo.backupmediafamily AS bmf ON bmf.media_set_id = bs.media_set_id AND bmf.family_sequence_number = 1
        WHERE bs.backup_set_uuid = @base
           OR (bs.database_name = @database AND bs.type = 'L' AND bs.is_copy_only = 0 AND bs.last_lsn > @after)
        ORDER BY bs.backup_set_id;
        """;

    /// <summary>Reads them, oldest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="baseSet">BackupSetGUID of the differential base; null for none.</param>
    /// <param name="logsAfter">Log backups that end behind this LSN; null for none.</param>
    /// <param name="clockOffset">Offset of the instance's clock: msdb writes local times.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static Task<IReadOnlyList<HistorySet>> ReadAsync(
        SqlSession session, string database, Guid? baseSet, Lsn? logsAfter, TimeSpan clockOffset, CancellationToken cancellationToken) => session.QueryAsync(
            Text,
            row => Read(row, clockOffset),
            cancellationToken,
            new SqlParameter("@base", SqlDbType.UniqueIdentifier) { Value = (object?)baseSet ?? DBNull.Value },
            new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database },
            new SqlParameter("@after", SqlDbType.Decimal) { Precision = 25, Scale = 0, Value = (object?)logsAfter?.ToDecimal() ?? DBNull.Value });

    private static HistorySet Read(SqlDataReader row, TimeSpan clockOffset) => new()
    {
        SetGuid = row.GuidOrNull("backup_set_uuid") ?? Guid.Empty,
        Database = row.Text("database_name"),
        Kind = SetKinds.OfLetter(row.Text("type")),
        Name = row.Text("name"),
        Description = row.Text("description"),
        User = row.Text("user_name"),
        Machine = row.Text("machine_name"),
        Path = row.Text("physical_device_name"),
        Position = row.IntOrNull("position") ?? 1,
        FirstLsn = row.LsnOrNull("first_lsn") ?? Lsn.Zero,
        LastLsn = row.LsnOrNull("last_lsn") ?? Lsn.Zero,
        FinishedAt = new ServerTime(row.TimeOrNull("backup_finish_date") ?? default, clockOffset),
        IsSnapshot = row.Flag("is_snapshot"),
        IsCopyOnly = row.Flag("is_copy_only"),
    };
}
