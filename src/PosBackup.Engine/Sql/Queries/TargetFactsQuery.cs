using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A database as far as restoring over it, or into it, goes.</summary>
internal sealed record TargetFacts
{
    public required DatabaseFacts Database { get; init; }

    public DatabaseAccess Access { get; init; }

    public PageVerify PageVerify { get; init; }

    public int CompatibilityLevel { get; init; }

    /// <summary>Login that owns it; null when the instance knows no login of that SID.</summary>
    public string? Owner { get; init; }

    /// <summary>Its files, in a database that waits for more as well; empty for a login that may not see them.</summary>
    public IReadOnlyList<TargetFile> Files { get; init; } = [];

    /// <summary>Sessions in it besides the one that asks; null when they cannot be seen.</summary>
    public int? OtherSessions { get; init; }

    /// <summary>Where the next log or differential has to begin at the latest; null when it waits for none.</summary>
    public Lsn? RedoStartLsn => Files.FirstOrDefault(file => file is { IsLog: false, FileId: 1 })?.RedoStartLsn;

    /// <summary>The recovery fork it stands on; null when it waits for nothing.</summary>
    public Guid? RedoStartForkGuid => Files.FirstOrDefault(file => file is { IsLog: false, FileId: 1 })?.RedoStartForkGuid;
}

/// <summary>One file of a database that stands on the instance.</summary>
internal sealed record TargetFile
{
    public required string LogicalName { get; init; }

    public required string PhysicalName { get; init; }

    public int FileId { get; init; }

    public bool IsLog { get; init; }

    public long Bytes { get; init; }

    public Lsn? RedoStartLsn { get; init; }

    public Guid? RedoStartForkGuid { get; init; }
}

/// <summary>The user_access column of sys.databases.</summary>
internal enum DatabaseAccess
{
    MultiUser = 0,
    SingleUser = 1,
    RestrictedUser = 2,
}

/// <summary>Looks at the database that a RESTORE names.</summary>
internal static class TargetFactsQuery
{
    private const int PageBytes = 8192;
    private const int LogType = 1;

    private const string Text = $"""
        SELECT {DatabaseListQuery.Columns}, d.user_access, d.page_verify_option, SUSER_SNAME(d.owner_sid) AS owner_name
        FROM {DatabaseListQuery.Source}
        WHERE d.name = @database;
        """;

    private const string FilesText = """
        SELECT file_id, type, name, physical_name, size, redo_start_lsn, redo_start_fork_guid
        FROM master.sys.master_files
        WHERE database_id = @id
        ORDER BY file_id;
        """;

    /// <summary>The facts; null when no database has the name.</summary>
    public static async Task<TargetFacts?> ReadAsync(SqlSession session, InstanceFacts instance, string database, CancellationToken cancellationToken)
    {
        TargetFacts? facts = await session.QueryOneAsync(
            Text, Read, cancellationToken, new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database }).ConfigureAwait(false);
        if (facts is null)
            return null;

        IReadOnlyList<TargetFile> files = await session.QueryAsync(FilesText, ReadFile, cancellationToken, Id(facts)).ConfigureAwait(false);
        return facts with
        {
            Files = files,
            OtherSessions = instance.CanViewServerState ? await CountSessionsAsync(session, instance, facts, cancellationToken).ConfigureAwait(false) : null,
            Database = facts.Database with
            {
                DataBytes = files.Where(file => !file.IsLog).Sum(file => file.Bytes),
                LogBytes = files.Where(file => file.IsLog).Sum(file => file.Bytes),
            },
        };
    }

    private static TargetFacts Read(SqlDataReader row) => new()
    {
        Database = DatabaseListQuery.Read(row),
        Access = (DatabaseAccess)row.Int("user_access"),
        PageVerify = (PageVerify)row.Int("page_verify_option"),
        CompatibilityLevel = row.Int("compatibility_level"),
        Owner = row.TextOrNull("owner_name"),
    };

    private static TargetFile ReadFile(SqlDataReader row) => new()
    {
        FileId = row.Int("file_id"),
        IsLog = row.Int("type") == LogType,
        LogicalName = row.Text("name"),
        PhysicalName = row.Text("physical_name"),
        Bytes = (row.LongOrNull("size") ?? 0) * PageBytes,
        RedoStartLsn = row.LsnOrNull("redo_start_lsn") is { IsZero: false } lsn ? lsn : null,
        RedoStartForkGuid = row.GuidOrNull("redo_start_fork_guid"),
    };

    /// <summary>Before 2012 the sessions do not tell their database; the older view of processes does.</summary>
    private static async Task<int?> CountSessionsAsync(SqlSession session, InstanceFacts instance, TargetFacts facts, CancellationToken cancellationToken)
    {
        string text = instance.Version.Major >= 11
            ? "SELECT COUNT(*) AS sessions FROM sys.dm_exec_sessions WHERE database_id = @id AND session_id <> @@SPID;"
            : "SELECT COUNT(DISTINCT spid) AS sessions FROM master.sys.sysprocesses WHERE dbid = @id AND spid <> @@SPID;";
        IReadOnlyList<int?> counts = await session.QueryAsync(text, row => row.IntOrNull("sessions"), cancellationToken, Id(facts)).ConfigureAwait(false);
        return counts is [var count, ..] ? count : null;
    }

    private static SqlParameter Id(TargetFacts facts) => new("@id", SqlDbType.Int) { Value = facts.Database.Id };
}
