using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>
/// Moves a file, over another if need be. With posix-rename at once. Without RENAME, which most servers refuse over a file: the old file
/// is moved aside (<see cref="AsideName"/>), the new one takes its name, and the old one is deleted last.
/// </summary>
internal sealed class SftpMove(SftpConnection connection)
{
    private readonly SftpRequests _requests = new(connection);

    /// <summary>
    /// Looks at a file. One that a broken line left aside gets its name back first, unless this login may not rename; where it was not there, that is one request that fails.
    /// </summary>
    public async Task<SftpAttributes?> StatAsync(string path, CancellationToken cancellationToken)
    {
        if (await _requests.StatAsync(path, cancellationToken).ConfigureAwait(false) is { } there)
            return there;
        if (connection.Server.ReplacesAtOnce)
            return null;

        SftpStatus back = await _requests.RenameAsync(AsideOf(path), path, CancellationToken.None).ConfigureAwait(false);
        return back.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath ? null : await _requests.StatAsync(back.IsOk ? path : AsideOf(path), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a file to read. One that a broken line left aside is read where it lies.</summary>
    public async Task<byte[]> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.OpenAsync(path, SftpOpenFlags.Read, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception) when (!connection.Server.ReplacesAtOnce && SftpFailures.Of(exception.Status) == TargetFailure.Missing)
        {
            if (await _requests.StatAsync(AsideOf(path), cancellationToken).ConfigureAwait(false) is null)
                throw;

            return await _requests.OpenAsync(AsideOf(path), SftpOpenFlags.Read, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a file. What is aside of it goes first, or it would be taken for the file.</summary>
    public async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        if (!connection.Server.ReplacesAtOnce)
            RequireGone(await _requests.RemoveAsync(AsideOf(path), cancellationToken).ConfigureAwait(false));
        RequireGone(await _requests.RemoveAsync(path, cancellationToken).ConfigureAwait(false));
    }

    public async Task RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (await StatAsync(from, cancellationToken).ConfigureAwait(false) is null)
        {
            await ForgetAsideAsync(to, cancellationToken).ConfigureAwait(false);
            throw new SftpStatusException(new SftpStatus(SftpStatusCode.NoSuchFile, "no such file"));
        }

        if (string.Equals(from, to, StringComparison.Ordinal))
            return;

        if (!connection.Server.ReplacesAtOnce && await HasItsNameAsync(to, cancellationToken).ConfigureAwait(false))
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

    /// <summary>Whether a file has its name, given back if need be. Where that is refused, what is aside is the only one there is, and must not be taken for old.</summary>
    private async Task<bool> HasItsNameAsync(string path, CancellationToken cancellationToken) =>
        await StatAsync(path, cancellationToken).ConfigureAwait(false) is { IsFolder: false } && await _requests.StatAsync(path, cancellationToken).ConfigureAwait(false) is not null;

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

        // The file has its name. What may not be removed costs space, and nobody gets to see it.
        _ = await _requests.RemoveAsync(aside, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>A move whose answer was lost is asked for again, and finds nothing to move: then what is aside of a file that has its name is old.</summary>
    private async Task ForgetAsideAsync(string to, CancellationToken cancellationToken)
    {
        if (!connection.Server.ReplacesAtOnce && await _requests.StatAsync(to, cancellationToken).ConfigureAwait(false) is { IsFile: true })
            _ = await _requests.RemoveAsync(AsideOf(to), cancellationToken).ConfigureAwait(false);
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

    private static string AsideOf(string path)
    {
        int name = path.LastIndexOf('/') + 1;
        return path[..name] + AsideName.Of(path[name..]);
    }

    private static void RequireGone(SftpStatus status)
    {
        if (!status.IsOk && SftpFailures.Of(status) != TargetFailure.Missing)
            throw new SftpStatusException(status);
    }

    private static void Require(SftpStatus status)
    {
        if (!status.IsOk)
            throw new SftpStatusException(status);
    }
}
