using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Makes folders when a file needs them, from the deepest that is missing up, so that rights on the folders above are not needed.</summary>
internal static class FolderMaking
{
    /// <summary>Makes the folder that a file lies in, and those above it.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Denied"/>: this account may not make it.</exception>
    public static async Task MakeFolderOfAsync(this FtpSession session, TargetPath file, CancellationToken cancellationToken)
    {
        await session.Traits.MakingFolders.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await MakeAsync(session, session.Folder.Of(file.Folder), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            session.Traits.MakingFolders.Release();
        }
    }

    private static async Task MakeAsync(FtpSession session, string folder, CancellationToken cancellationToken)
    {
        if (folder is "/" or "" || await IsThereAsync(session, folder, cancellationToken).ConfigureAwait(false))
            return;

        FtpReply made = await session.AskAsync("MKD", folder, cancellationToken).ConfigureAwait(false);
        if (!made.IsDone)
        {
            await MakeAsync(session, Above(folder), cancellationToken).ConfigureAwait(false);
            made = await session.AskAsync("MKD", folder, cancellationToken).ConfigureAwait(false);
        }

        // Another client may have made it at the same time.
        if (made.IsDone || await IsThereAsync(session, folder, cancellationToken).ConfigureAwait(false))
            return;

        TargetException said = session.Failures.Refused(made, $"MKD {folder}");
        throw said.Failure is TargetFailure.Unknown or TargetFailure.Missing ? session.Failures.Refused(made, $"MKD {folder}", TargetFailure.Denied) : said;
    }

    private static async Task<bool> IsThereAsync(FtpSession session, string folder, CancellationToken cancellationToken) =>
        (await session.AskAsync("CWD", folder, cancellationToken).ConfigureAwait(false)).IsDone;

    private static string Above(string folder) => folder.LastIndexOf('/') is > 0 and int slash ? folder[..slash] : "/";
}
