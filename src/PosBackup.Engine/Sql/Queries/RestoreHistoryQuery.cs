using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>One RESTORE as msdb remembers it.</summary>
internal sealed record RecordedRestore
{
    /// <summary>On the clock of the instance.</summary>
    public DateTime At { get; init; }

    /// <summary>What was restored; for a RESTORE without media what it did is not told.</summary>
    public BackupKind Kind { get; init; }

    public string User { get; init; } = "";

    public bool Replaced { get; init; }

    /// <summary>Whether the database came online behind it.</summary>
    public bool Recovered { get; init; }

    public DateTime? StopAt { get; init; }

    public string? StopMark { get; init; }

    public bool StopBefore { get; init; }

    /// <summary>The set; null when msdb has forgotten it.</summary>
    public Guid? SetGuid { get; init; }

    public Lsn? LastLsn { get; init; }
}

/// <summary>What was restored into a database.</summary>
internal static class RestoreHistoryQuery
{
    private const string Text = """
        SELECT TOP (@count) rh.restore_date, rh.restore_type, rh.user_name, rh.[replace], rh.[recovery], rh.stop_at, rh.stop_at_mark_name, rh.stop_before,
               bs.backup_set_uuid, bs.last_lsn
        FROM msdb.dbo.restorehistory AS rh
        LEFT JOIN msdb.dbo.backupset AS bs ON bs.backup_set_id = rh.backup_set_id
        WHERE rh.destination_database_name = @database
        ORDER BY rh.restore_history_id DESC;
        """;

    /// <summary>Reads the last ones, newest first.</summary>
    public static Task<IReadOnlyList<RecordedRestore>> ReadAsync(SqlSession session, string database, int count, CancellationToken cancellationToken) => session.QueryAsync(
        Text,
        Read,
        cancellationToken,
        new SqlParameter("@count", SqlDbType.Int) { Value = count },
        new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database });

    private static RecordedRestore Read(SqlDataReader row) => new()
    {
        At = row.TimeOrNull("restore_date") ?? default,
        Kind = SetKinds.OfLetter(row.Text("restore_type")),
        User = row.Text("user_name"),
        Replaced = row.Flag("replace"),
        Recovered = row.Flag("recovery"),
        StopAt = row.TimeOrNull("stop_at"),
        StopMark = row.TextOrNull("stop_at_mark_name"),
        StopBefore = row.Flag("stop_before"),
        SetGuid = row.GuidOrNull("backup_set_uuid"),
        LastLsn = row.LsnOrNull("last_lsn"),
    };
}
