using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Makes folders with all that lead to them. Another one may do the same at the same time.</summary>
internal static class RemoteFolders
{
    /// <exception cref="SftpStatusException">The folder is not there and cannot be made.</exception>
    public static async Task MakeAsync(SftpRequests requests, string folder, CancellationToken cancellationToken)
    {
        SftpStatus status = await requests.MakeFolderAsync(folder, cancellationToken).ConfigureAwait(false);
        if (status.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath && RemotePaths.FolderOf(folder) is { } above)
        {
            await MakeAsync(requests, above, cancellationToken).ConfigureAwait(false);
            status = await requests.MakeFolderAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        // Every server has its own word for "there is one already", and some say "permission denied" first.
        if (!status.IsOk && (await requests.StatAsync(folder, cancellationToken).ConfigureAwait(false))?.IsFolder != true)
            throw new SftpStatusException(status);
    }
}
