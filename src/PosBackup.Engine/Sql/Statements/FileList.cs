using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>RESTORE FILELISTONLY: the files of the database in a set, as the instance reads it.</summary>
internal static class FileList
{
    /// <summary>Reads them, data files first, as the instance does.</summary>
    /// <param name="session">The session; needs CREATE ANY DATABASE.</param>
    /// <param name="files">Files by stripe, as the instance sees them; one of them is enough for it.</param>
    /// <param name="position">Which set.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PosBackupException">BackupSetNotFound, MediaMismatch, InstanceAccessDenied and others.</exception>
    public static Task<IReadOnlyList<DatabaseFile>> ReadAsync(SqlSession session, IReadOnlyList<string> files, int position, CancellationToken cancellationToken)
    {
        string devices = string.Join(", ", files.Select(file => $"DISK = {SqlQuote.Text(file)}"));
        return session.QueryAsync(
            $"RESTORE FILELISTONLY FROM {devices} WITH FILE = {position}, NOUNLOAD;",
            Read,
            $"list of files of set {position} in {string.Join(", ", files)}",
            StatementPurpose.Restore,
            cancellationToken);
    }

    private static DatabaseFile Read(SqlDataReader row) => new()
    {
        LogicalName = row.Text("LogicalName"),
        PhysicalName = row.Text("PhysicalName"),
        IsLog = row.Text("Type") is ['L', ..],
        FileId = row.Int("FileId"),
        FileGroupId = row.Int("FileGroupId"),
        FileGroupName = row.TextOrNull("FileGroupName"),
        Size = row.LongOrNull("Size") ?? 0,
        MaxSize = row.LongOrNull("MaxSize") ?? 0,
        BackupSize = row.LongOrNull("BackupSizeInBytes") ?? 0,
        UniqueId = row.GuidOrNull("UniqueId") ?? Guid.Empty,
        CreateLsn = row.LsnOrNull("CreateLSN") ?? Lsn.Zero,
        DifferentialBaseLsn = row.LsnOrNull("DifferentialBaseLSN") ?? Lsn.Zero,
        DifferentialBaseGuid = row.GuidOrNull("DifferentialBaseGUID") ?? Guid.Empty,
        SourceBlockSize = row.Int("SourceBlockSize"),
    };
}
