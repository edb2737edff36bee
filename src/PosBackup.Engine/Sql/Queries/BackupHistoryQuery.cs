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
    private const string Text = $"""
        SELECT TOP (50) {HistoryRow.Columns}, bmf.physical_device_name
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

    private static HistorySet Read(SqlDataReader row, TimeSpan clockOffset)
    {
        BackupSet set = HistoryRow.Read(row, clockOffset);
        return new HistorySet
        {
            SetGuid = set.SetGuid,
            Database = set.Database,
            Kind = set.Kind,
            Name = set.Name,
            Description = set.Description,
            User = set.User,
            Machine = set.Machine,
            Path = row.Text("physical_device_name"),
            Position = set.Position,
            FirstLsn = set.FirstLsn,
            LastLsn = set.LastLsn,
            FinishedAt = set.FinishedAt ?? default,
            IsSnapshot = set.IsSnapshot,
            IsCopyOnly = set.IsCopyOnly,
        };
    }
}
