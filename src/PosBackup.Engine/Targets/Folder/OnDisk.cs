namespace PosBackup.Engine.Targets.Folder;

/// <summary>Runs something that touches the disk, and lets nothing out but failures of the taxonomy.</summary>
internal static class OnDisk
{
    /// <exception cref="TargetException">It failed.</exception>
    public static T Run<T>(string target, string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (IsOurs(e))
        {
            throw Translate(target, what, e);
        }
    }

    /// <exception cref="TargetException">It failed.</exception>
    public static void Run(string target, string what, Action act) => Run(target, what, () =>
    {
        act();
        return true;
    });

    /// <exception cref="TargetException">It failed.</exception>
    public static async Task<T> RunAsync<T>(string target, string what, Func<ValueTask<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOurs(e))
        {
            throw Translate(target, what, e);
        }
    }

    /// <summary>The failure, with the system's own words.</summary>
    public static TargetException Translate(string target, string what, Exception error)
    {
        TargetFailure failure = FolderFailures.Of(error);
        return new TargetException(failure, $"target {target}: {what}: {error.Message}", FolderFailures.Hint(failure), error);
    }

    private static bool IsOurs(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
