using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Where the instance puts files of new databases.</summary>
internal sealed record FileFolders(string? Data, string? Log);

/// <summary>The default folders for data and log: server properties from 2012 on, the registry before, and the folders of master where neither tells.</summary>
internal static class FileFoldersQuery
{
    private const int PropertiesSince = 11;

    private const string ByProperty = """
        SELECT CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(4000)) AS data_folder,
               CAST(SERVERPROPERTY('InstanceDefaultLogPath') AS nvarchar(4000)) AS log_folder;
        """;

    private const string ByRegistry = """
        DECLARE @data nvarchar(4000), @log nvarchar(4000);
        EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE', N'Software\Microsoft\MSSQLServer\MSSQLServer', N'DefaultData', @data OUTPUT;
        EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE', N'Software\Microsoft\MSSQLServer\MSSQLServer', N'DefaultLog', @log OUTPUT;
        SELECT @data AS data_folder, @log AS log_folder;
        """;

    private const string ByMaster = """
        SELECT MAX(CASE WHEN file_id = 1 THEN physical_name END) AS data_file, MAX(CASE WHEN file_id = 2 THEN physical_name END) AS log_file
        FROM master.sys.master_files
        WHERE database_id = 1;
        """;

    /// <summary>The folders without a separator at their end; null where the instance does not tell.</summary>
    public static async Task<FileFolders> ReadAsync(SqlSession session, InstanceFacts instance, CancellationToken cancellationToken)
    {
        FileFolders? told = instance.Version.Major >= PropertiesSince
            ? await AskAsync(session, ByProperty, cancellationToken).ConfigureAwait(false)
            : await AskRegistryAsync(session, cancellationToken).ConfigureAwait(false);
        if (told is { Data: not null, Log: not null })
            return told;

        FileFolders? master = await session.QueryOneAsync(
            ByMaster, row => new FileFolders(FolderOf(row.TextOrNull("data_file")), FolderOf(row.TextOrNull("log_file"))), cancellationToken).ConfigureAwait(false);
        return new FileFolders(told?.Data ?? master?.Data, told?.Log ?? told?.Data ?? master?.Log);
    }

    /// <summary>The registry is closed to most logins, and holds nothing where nobody changed the folders.</summary>
    private static async Task<FileFolders?> AskRegistryAsync(SqlSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(session, ByRegistry, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code != ErrorCode.InstanceUnavailable)
        {
            return null;
        }
    }

    private static Task<FileFolders?> AskAsync(SqlSession session, string text, CancellationToken cancellationToken) =>
        session.QueryOneAsync(text, row => new FileFolders(Trimmed(row.Text("data_folder")), Trimmed(row.Text("log_folder"))), cancellationToken);

    private static string? FolderOf(string? path) => string.IsNullOrWhiteSpace(path) ? null : ServerPath.Folder(path);

    /// <summary><c>D:\Data\</c> is told with its separator, which a root keeps.</summary>
    private static string? Trimmed(string folder) =>
        string.IsNullOrWhiteSpace(folder) ? null : folder is [.., '\\' or '/'] && folder.Length > 1 ? ServerPath.Folder(folder) : folder;
}
