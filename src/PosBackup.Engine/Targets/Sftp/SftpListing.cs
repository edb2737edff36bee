using System.Runtime.CompilerServices;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Lists a folder. Names are hostile: those that no path can have are left out. A file that was moved aside is listed under its own name when nothing has that.</summary>
internal sealed class SftpListing(SftpConnection connection, RemotePaths paths)
{
    private readonly SftpRequests _requests = new(connection);

    public async IAsyncEnumerable<TargetEntry> RunAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await OpenAsync(paths.Of(folder), cancellationToken).ConfigureAwait(false) is not { } handle)
            yield break;

        List<(TargetPath Owner, SftpName Aside)> asides = [];
        try
        {
            while (await _requests.ReadFolderAsync(handle, cancellationToken).ConfigureAwait(false) is { } names)
            {
                foreach (SftpName name in names.Where(name => TargetPath.IsName(name.Name)))
                {
                    if (AsideName.OwnerOf(name.Name!) is { } owner)
                        asides.Add((folder.Child(owner), name));
                    else if (!AsideName.Is(name.Name!) && await EntryAsync(folder.Child(name.Name!), name.Attributes, cancellationToken).ConfigureAwait(false) is { } entry)
                        yield return entry;
                }
            }

            // Only shown: it may be aside in a move that somebody is just bringing to its end.
            foreach ((TargetPath owner, SftpName aside) in asides)
            {
                if (await _requests.StatAsync(paths.Of(owner), cancellationToken).ConfigureAwait(false) is null
                    && await EntryAsync(folder.Child(aside.Name!), aside.Attributes, cancellationToken).ConfigureAwait(false) is { IsFolder: false } left)
                    yield return left with { Path = owner };
            }
        }
        finally
        {
            _requests.Forget(handle);
        }
    }

    private async Task<byte[]?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.OpenFolderAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception)
        {
            if (exception.Status.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath || await _requests.StatAsync(path, cancellationToken).ConfigureAwait(false) is not { IsFolder: true })
                return null;

            throw;
        }
    }

    private async Task<TargetEntry?> EntryAsync(TargetPath path, SftpAttributes listed, CancellationToken cancellationToken)
    {
        SftpAttributes? attributes = listed.IsLink || (listed.Mode is null && listed.Length is null) ? await _requests.StatAsync(paths.Of(path), cancellationToken).ConfigureAwait(false) : listed;
        return attributes is null ? null : SftpTarget.Entry(path, attributes);
    }
}
