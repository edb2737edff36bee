using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.History;

/// <summary>Writes backups and restores into msdb, as one transaction each.</summary>
internal sealed class BackupHistory(Instance instance)
{
    private const int Vendor = 4608;
    private readonly HistoryTables _tables = new(instance.Identity.ProductVersion);

    /// <summary>Makes the tables of a new msdb.</summary>
    public static void CreateTables(Instance instance)
    {
        Database msdb = instance.Find("msdb")!;
        using SqliteConnection connection = msdb.Connect();
        foreach (HistoryTable table in new HistoryTables(instance.Identity.ProductVersion).All)
            table.Create(connection);
        msdb.Harvest(mark: null);
    }

    /// <summary>Records a backup set on its media; answers its backup_set_id.</summary>
    /// <param name="set">The set.</param>
    /// <param name="media">Header of the media set: one entry a stripe, in order.</param>
    /// <param name="devices">Names of the devices as the statement has them.</param>
    /// <param name="cancellationToken">Ends the wait for msdb.</param>
    public Task<int> RecordBackupAsync(
        BackupSet set, IReadOnlyList<MediaFile> media, IReadOnlyList<string> devices, CancellationToken cancellationToken) =>
        WriteAsync(connection => Record(connection, set, media, devices), cancellationToken);

    /// <summary>Records a RESTORE; answers its restore_history_id. Values not named are NULL.</summary>
    public Task<int> RecordRestoreAsync(IReadOnlyDictionary<string, object?> restore, IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
            {
                int id = _tables.RestoreHistory.Insert(connection, restore);
                for (int i = 0; i < files.Count; i++)
                {
                    _tables.RestoreFile.Insert(connection, new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["restore_history_id"] = id,
                        ["file_number"] = (decimal)(i + 1),
                        ["destination_phys_drive"] = "",
                        ["destination_phys_name"] = files[i],
                    });
                }

                return id;
            },
            cancellationToken);

    /// <summary>Records a marked transaction in a database's log.</summary>
    public void RecordMark(TransactionMark mark, Database database, Lsn commit, SessionState session)
    {
        Database msdb = instance.Find("msdb")!;
        using WriteScope scope = msdb.BeginWrite(session, Timeout.InfiniteTimeSpan, CancellationToken.None);
        using (SqliteConnection connection = msdb.Connect())
        {
            _tables.LogMarkHistory.Insert(connection, new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["database_name"] = database.Name,
                ["mark_name"] = mark.Name,
                ["description"] = mark.Description,
                ["user_name"] = session.LoginName,
                ["lsn"] = commit.ToDecimal(),
                ["mark_time"] = instance.Clock.GetLocalNow().DateTime,
            });
        }

        scope.Committed();
    }

    /// <summary>backup_set_id of a set that msdb knows; null otherwise.</summary>
    public int? FindBackup(Guid setGuid)
    {
        using SqliteConnection connection = instance.Find("msdb")!.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT backup_set_id FROM backupset WHERE backup_set_uuid = $guid";
        command.Parameters.AddWithValue("$guid", Sql.Types.SqliteTypes.ToSqlite(Tds.TdsType.Guid, setGuid));
        return command.ExecuteScalar() is long id ? (int)id : null;
    }

    private async Task<int> WriteAsync(Func<SqliteConnection, int> write, CancellationToken cancellationToken)
    {
        Database msdb = instance.Find("msdb")!;
        using IDisposable _ = await msdb.StopWritersAsync(cancellationToken);
        int id;
        using (SqliteConnection connection = msdb.Connect())
        {
            await using System.Data.Common.DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            id = write(connection);
            await transaction.CommitAsync(cancellationToken);
        }

        msdb.Harvest(mark: null);
        return id;
    }

    private int Record(SqliteConnection connection, BackupSet set, IReadOnlyList<MediaFile> media, IReadOnlyList<string> devices)
    {
        int mediaSet = FindMediaSet(connection, media[0].MediaSetId) ?? RecordMedia(connection, media, devices);
        Dictionary<string, object?> row = BackupSetRow.Of(set, mediaSet, media.Count, instance.Find(set.Database)?.Facts.DatabaseGuid ?? Guid.Empty);
        if (instance.Identity.ProductVersion.Major >= 16)
        {
            row["last_valid_restore_time"] = set.Kind == BackupKind.Log ? set.FinishedAt?.Local : null;
            row["compression_algorithm"] = media[0].IsCompressed ? "MS_XPRESS" : null;
        }

        int id = _tables.BackupSet.Insert(connection, row);
        foreach (DatabaseFile file in set.Files)
            _tables.BackupFile.Insert(connection, BackupFileRow.Of(file, id));
        _tables.BackupFileGroup.Insert(connection, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["backup_set_id"] = id,
            ["name"] = "PRIMARY",
            ["filegroup_id"] = 1,
            ["type"] = "FG",
            ["type_desc"] = "ROWS_FILEGROUP",
            ["is_default"] = true,
            ["is_readonly"] = false,
        });
        return id;
    }

    private static int? FindMediaSet(SqliteConnection connection, Guid mediaSetId)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT media_set_id FROM backupmediaset WHERE media_uuid = $guid";
        command.Parameters.AddWithValue("$guid", Sql.Types.SqliteTypes.ToSqlite(Tds.TdsType.Guid, mediaSetId));
        return command.ExecuteScalar() is long id ? (int)id : null;
    }

    private int RecordMedia(SqliteConnection connection, IReadOnlyList<MediaFile> media, IReadOnlyList<string> devices)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["media_uuid"] = media[0].MediaSetId,
            ["media_family_count"] = (byte)media.Count,
            ["name"] = media[0].MediaName.Length == 0 ? null : media[0].MediaName,
            ["description"] = media[0].MediaDescription.Length == 0 ? null : media[0].MediaDescription,
            ["software_name"] = "Microsoft SQL Server",
            ["software_vendor_id"] = Vendor,
            ["MTF_major_version"] = (byte)1,
            ["mirror_count"] = (byte)1,
            ["is_password_protected"] = false,
            ["is_compressed"] = media[0].IsCompressed,
        };
        if (instance.Identity.ProductVersion.Major >= 12)
            row["is_encrypted"] = false;
        int id = _tables.BackupMediaSet.Insert(connection, row);
        for (int i = 0; i < media.Count; i++)
        {
            _tables.BackupMediaFamily.Insert(connection, new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["media_set_id"] = id,
                ["family_sequence_number"] = (byte)(i + 1),
                ["media_family_id"] = FamilyGuid(media[i].MediaFamilyId),
                ["media_count"] = 1,
                ["physical_device_name"] = devices[i],
                ["device_type"] = (byte)2,
                ["physical_block_size"] = media[i].BlockSize,
                ["mirror"] = (byte)0,
            });
        }

        return id;
    }

    private static Guid FamilyGuid(uint family) => new((int)family, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
