using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>The instance's default backup folder: a server property from 2019 on, the registry before.</summary>
internal static class DefaultFolderQuery
{
    private const string ByProperty = "SELECT CAST(SERVERPROPERTY('InstanceDefaultBackupPath') AS nvarchar(4000)) AS folder;";

    private const string ByRegistry = """
        DECLARE @folder nvarchar(4000);
        EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE', N'Software\Microsoft\MSSQLServer\MSSQLServer', N'BackupDirectory', @folder OUTPUT;
        SELECT @folder AS folder;
        """;

    /// <summary>The folder; null when the instance does not tell.</summary>
    public static async Task<string?> ReadAsync(SqlSession session, InstanceFacts instance, CancellationToken cancellationToken)
    {
        string text = instance.Version.Major >= 15 ? ByProperty : ByRegistry;
        string? folder = await session.QueryOneAsync(text, row => row.Text("folder"), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrWhiteSpace(folder) ? null : folder;
    }
}
