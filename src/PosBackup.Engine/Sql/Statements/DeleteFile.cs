namespace PosBackup.Engine.Sql.Statements;

/// <summary>Lets the instance delete a backup file that this process cannot reach. It deletes nothing that is no backup media, and needs sysadmin.</summary>
internal static class DeleteFile
{
    public static Task RunAsync(SqlSession session, string file, CancellationToken cancellationToken) =>
        session.QueryAsync($"EXEC master.dbo.xp_delete_file 0, {SqlQuote.Text(file)};", static _ => 0, cancellationToken);
}
