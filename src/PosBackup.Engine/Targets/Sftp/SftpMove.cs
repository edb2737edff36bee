using System.Security.Cryptography;
using System.Text;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>
/// Moves a file, over another if need be. With posix-rename at once. Without RENAME, which most servers refuse over a file: the old file
/// is moved aside, the new one takes its name, and the old one is deleted last.
/// </summary>
internal sealed class SftpMove(SftpConnection connection)
{
    private readonly SftpRequests _requests = new(connection);

    /// <summary>Looks at a file. One that a broken line left aside gets its name back first; where it was not there, that is one request that fails.</summary>
    public async Task<SftpAttributes?> StatAsync(string path, CancellationToken cancellationToken)
    {
        if (await _requests.StatAsync(path, cancellationToken).ConfigureAwait(false) is { } there)
            return there;
        if (connection.Server.ReplacesAtOnce || !(await _requests.RenameAsync(AsideOf(path), path, CancellationToken.None).ConfigureAwait(false)).IsOk)
            return null;

        return await _requests.StatAsync(path, cancellationToken).ConfigureAwait(false);
    }

    public async Task RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (await StatAsync(from, cancellationToken).ConfigureAwait(false) is null)
            throw new SftpStatusException(new SftpStatus(SftpStatusCode.NoSuchFile, "no such file"));
        if (string.Equals(from, to, StringComparison.Ordinal))
            return;

        if (!connection.Server.ReplacesAtOnce && await StatAsync(to, cancellationToken).ConfigureAwait(false) is { IsFolder: false })
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

    // What was begun is brought to its end: nobody who cancels leaves the file without its name.
    private async Task AsideAsync(string from, string to, CancellationToken cancellationToken)
    {
        string aside = AsideOf(to);

        // The file has its name, so what a broken line left aside of it is old.
        _ = await _requests.RemoveAsync(aside, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Require(await _requests.RenameAsync(to, aside, CancellationToken.None).ConfigureAwait(false));
        try
        {
            Require(await _requests.RenameAsync(from, to, CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception exception) when (IsOfTheServer(exception))
        {
            await RestoreAsync(aside, to).ConfigureAwait(false);
            throw;
        }

        Require(await _requests.RemoveAsync(aside, CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>Where the line is gone too, whoever looks at the file next brings it back.</summary>
    private async Task RestoreAsync(string aside, string to)
    {
        if (!connection.Session.IsAlive)
            return;

        try
        {
            if (await _requests.StatAsync(to, CancellationToken.None).ConfigureAwait(false) is null)
                _ = await _requests.RenameAsync(aside, to, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfTheServer(exception))
        {
            // What failed first is told.
        }
    }

    private static bool IsOfTheServer(Exception exception) => exception is SftpStatusException or SftpProtocolException or SessionEndedException;

    /// <summary>Short, for the name may be as long as names can be; and the same each time, so that it is found again.</summary>
    private static string AsideOf(string path)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path[(path.LastIndexOf('/') + 1)..])))[..32];
        return $"{path[..(path.LastIndexOf('/') + 1)]}.{id}.aside";
    }

    private static void Require(SftpStatus status)
    {
        if (!status.IsOk)
            throw new SftpStatusException(status);
    }
}
