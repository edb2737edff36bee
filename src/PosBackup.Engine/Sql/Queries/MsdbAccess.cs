namespace PosBackup.Engine.Sql.Queries;

/// <summary>msdb may be closed to the login. What it would tell only helps a restore along: then that is missing, and nothing else.</summary>
internal static class MsdbAccess
{
    /// <summary>What a query of msdb answers; nothing where the login may not ask.</summary>
    public static async Task<IReadOnlyList<T>> OrNothingAsync<T>(Func<Task<IReadOnlyList<T>>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.InstanceAccessDenied)
        {
            return [];
        }
    }
}
