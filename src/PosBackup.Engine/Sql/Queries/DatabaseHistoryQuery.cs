using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A set as msdb remembers it, of any tool, and no proof that its media still exist.</summary>
/// <param name="Set">The set, without its files.</param>
/// <param name="Devices">Where it was written, by stripe: paths, <c>NUL</c>, names of virtual devices of other tools, URLs.</param>
internal sealed record RecordedSet(BackupSet Set, IReadOnlyList<RecordedDevice> Devices);

/// <summary>Where one stripe went.</summary>
/// <param name="Name">physical_device_name.</param>
/// <param name="Kind">device_type: 2 disk, 5 tape, 7 virtual, 9 URL; by 100 more for a device with a logical name.</param>
internal sealed record RecordedDevice(string Name, int Kind)
{
    private const int DiskKind = 2;
    private const int Named = 100;

    /// <summary>A file that RESTORE … FROM DISK may find; <c>NUL</c> keeps nothing.</summary>
    public bool IsFile => Kind % Named == DiskKind && !IsNul;

    /// <summary>The set was thrown away, and broke the chain all the same.</summary>
    public bool IsNul => Name.TrimEnd(':').Equals("NUL", StringComparison.OrdinalIgnoreCase) || Name.Equals("/dev/null", StringComparison.Ordinal);
}

/// <summary>Everything that msdb remembers of the backups of a database, under whatever names it had.</summary>
internal static class DatabaseHistoryQuery
{
    private const string Filter = "bs.database_name = @database OR bs.family_guid = @family";

    private const string Sets = $"""
        SELECT bs.media_set_id, {HistoryRow.Columns}
        FROM msdb.dbo.backupset AS bs
        WHERE {Filter}
        ORDER BY bs.backup_set_id;
        """;

    // Mirrors hold the same once more, behind their own names; one copy tells where the set is.
    private const string Families = $"""
        SELECT DISTINCT bmf.media_set_id, bmf.family_sequence_number, bmf.physical_device_name, bmf.device_type
        FROM msdb.dbo.backupmediafamily AS bmf
        JOIN msdb.dbo.backupset AS bs ON bs.media_set_id = bmf.media_set_id
        WHERE bmf.mirror = 0 AND ({Filter})
        ORDER BY bmf.media_set_id, bmf.family_sequence_number;
        """;

    /// <summary>Reads them, oldest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="family">Its family, for sets under other names; null for none.</param>
    /// <param name="clockOffset">Offset of the instance's clock, for sets that do not tell theirs.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<RecordedSet>> ReadAsync(
        SqlSession session, string database, Guid? family, TimeSpan clockOffset, CancellationToken cancellationToken)
    {
        IReadOnlyList<(int Media, BackupSet Set)> sets = await session.QueryAsync(
            Sets, row => (row.Int("media_set_id"), HistoryRow.Read(row, clockOffset)), cancellationToken, Parameters(database, family)).ConfigureAwait(false);
        IReadOnlyList<(int Media, RecordedDevice Device)> families = await session.QueryAsync(
            Families,
            row => (row.Int("media_set_id"), new RecordedDevice(row.Text("physical_device_name"), row.Int("device_type"))),
            cancellationToken,
            Parameters(database, family)).ConfigureAwait(false);
        ILookup<int, RecordedDevice> devices = families.ToLookup(one => one.Media, one => one.Device);
        return [.. sets.Select(one => new RecordedSet(one.Set, [.. devices[one.Media]]))];
    }

    private static SqlParameter[] Parameters(string database, Guid? family) =>
    [
        new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database },
        new SqlParameter("@family", SqlDbType.UniqueIdentifier) { Value = (object?)family ?? DBNull.Value },
    ];
}
