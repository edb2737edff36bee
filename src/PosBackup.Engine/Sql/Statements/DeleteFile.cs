using System.Globalization;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Lets the instance delete a backup file that this process cannot reach. It deletes nothing that is no backup media, passes in silence
/// over what it cannot read the header of (encrypted media), and needs sysadmin: so it is asked afterwards whether the file is gone.
/// </summary>
internal static class DeleteFile
{
    /// <summary>Whether the file is gone.</summary>
    public static async Task<bool> RunAsync(SqlSession session, string file, CancellationToken cancellationToken)
    {
        await session.QueryAsync($"EXEC master.dbo.xp_delete_file 0, {SqlQuote.Text(file)};", static _ => 0, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<bool> exists = await session.QueryAsync(
            $"EXEC master.dbo.xp_fileexist {SqlQuote.Text(file)};", static row => Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture) != 0, cancellationToken).ConfigureAwait(false);
        return exists is [false];
    }
}
