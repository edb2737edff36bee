using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>
/// All databases with what decides about their backups. The family and fork columns are null for a login that may not see them:
/// sys.database_recovery_status asks for VIEW SERVER STATE, or ownership.
/// </summary>
internal static class DatabaseListQuery
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = """
        d.name, d.database_id, d.state, d.recovery_model, d.is_read_only, d.is_in_standby, d.source_database_id, d.compatibility_level,
               CAST(HAS_DBACCESS(d.name) AS int) AS has_access,
               HAS_PERMS_BY_NAME(QUOTENAME(d.name), 'DATABASE', 'BACKUP DATABASE') AS may_back_up, HAS_PERMS_BY_NAME(QUOTENAME(d.name), 'DATABASE', 'BACKUP LOG') AS may_back_up_log,
               r.family_guid, r.recovery_fork_guid, r.last_log_backup_lsn
        """;

    /// <summary>Where it stands.</summary>
    public const string Source = """
        master.sys.databases AS d
        LEFT JOIN master.sys.database_recovery_status AS r ON r.database_id = d.database_id
        """;

    private const string Text = $"SELECT {Columns} FROM {Source} ORDER BY d.name;";

    public static async Task<IReadOnlyList<DatabaseFacts>> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseFacts> databases = await session.QueryAsync(Text, Read, cancellationToken).ConfigureAwait(false);
        ILookup<int, DatabaseFileRow> files = (await DatabaseFilesQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false)).ToLookup(file => file.DatabaseId);
        return [.. databases.Select(database => WithFiles(database, files[database.Id]))];
    }

    public static DatabaseFacts Read(SqlDataReader row) => new()
    {
        Name = row.Text("name"),
        Id = row.Int("database_id"),
        State = (DatabaseState)row.Int("state"),
        RecoveryModel = row.Int("recovery_model") switch
        {
            1 => RecoveryModel.Full,
            2 => RecoveryModel.BulkLogged,
            3 => RecoveryModel.Simple,
            _ => RecoveryModel.Unknown,
        },
        IsReadOnly = row.Flag("is_read_only"),
        IsInStandby = row.Flag("is_in_standby"),
        IsDatabaseSnapshot = row.IntOrNull("source_database_id") is not null,
        HasAccess = row.Flag("has_access"),
        MayBackUp = row.IntOrNull("may_back_up") != 0,
        MayBackUpLog = row.IntOrNull("may_back_up_log") != 0,
        FamilyGuid = row.GuidOrNull("family_guid"),
        ForkGuid = row.GuidOrNull("recovery_fork_guid"),
        LastLogBackupLsn = row.LsnOrNull("last_log_backup_lsn"),
    };

    private static DatabaseFacts WithFiles(DatabaseFacts database, IEnumerable<DatabaseFileRow> files) => database with
    {
        DataBytes = files.Where(file => !file.IsLog).Sum(file => file.Bytes),
        LogBytes = files.Where(file => file.IsLog).Sum(file => file.Bytes),
        Base = files.FirstOrDefault(file => !file.IsLog && file.FileId == 1)?.Base,
    };
}
