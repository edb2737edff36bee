using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>
/// Moves a file, over another if need be. With posix-rename at once. Without RENAME, which most servers refuse over a file: the old file
/// is moved aside, the new one takes its name, and the old one is deleted last.
/// </summary>
internal sealed class SftpMove(SftpConnection connection)
{
    private readonly SftpRequests _requests = new(connection);

    public async Task RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (await _requests.StatAsync(from, cancellationToken).ConfigureAwait(false) is null)
            throw new SftpStatusException(new SftpStatus(SftpStatusCode.NoSuchFile, "no such file"));
        if (string.Equals(from, to, StringComparison.Ordinal))
            return;

        if (!connection.Server.ReplacesAtOnce && await _requests.StatAsync(to, cancellationToken).ConfigureAwait(false) is { IsFolder: false })
        {
            await AsideAsync(from, to, cancellationToken).ConfigureAwait(false);
            return;
        }

        SftpStatus status = await TryAsync(from, to, cancellationToken).ConfigureAwait(false);
        if (status.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath && RemotePaths.FolderOf(to) is { } folder)
        {
            await RemoteFolders.MakeAsync(_requests, folder, cancellationToken).ConfigureAwait(false);
            status = await TryAsync(from, to, cancellationToken).ConfigureAwait(false);
        }

        if (status.IsOk)
            return;

        throw new SftpStatusException(status);
    }

    private async Task<SftpStatus> TryAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (!connection.Server.ReplacesAtOnce)
            return await _requests.RenameAsync(from, to, cancellationToken).ConfigureAwait(false);

        SftpStatus status = await _requests.ReplaceAsync(from, to, cancellationToken).ConfigureAwait(false);
        return status.Code == SftpStatusCode.Unsupported ? await _requests.RenameAsync(from, to, cancellationToken).ConfigureAwait(false) : status;
    }

    private async Task AsideAsync(string from, string to, CancellationToken cancellationToken)
    {
        // Short, for the name may be as long as names can be.
        string aside = $"{(RemotePaths.FolderOf(to) is { } folder ? folder + "/" : to.StartsWith('/') ? "/" : "")}.{Guid.NewGuid():N}.aside";
        Require(await _requests.RenameAsync(to, aside, cancellationToken).ConfigureAwait(false));
        SftpStatus moved = await _requests.RenameAsync(from, to, cancellationToken).ConfigureAwait(false);
        if (!moved.IsOk)
        {
            _ = await _requests.RenameAsync(aside, to, CancellationToken.None).ConfigureAwait(false);
            throw new SftpStatusException(moved);
        }

        Require(await _requests.RemoveAsync(aside, cancellationToken).ConfigureAwait(false));
    }

    private static void Require(SftpStatus status)
    {
        if (!status.IsOk)
            throw new SftpStatusException(status);
    }
}
