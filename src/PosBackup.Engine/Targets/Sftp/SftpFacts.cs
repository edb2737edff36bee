using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Finds out what a server can do, beyond what it says.</summary>
internal sealed class SftpFacts(SftpConnection connection, SftpDefinition definition, RemotePaths paths)
{
    private readonly SftpRequests _requests = new(connection);

    public async Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        ServerVersion server = connection.Server;
        long? free = server.FreeSpace ? await FreeBytesAsync(cancellationToken).ConfigureAwait(false) : null;
        TargetFeatures features = TargetFeatures.SetTime
            | (await ContinuesAsync(cancellationToken).ConfigureAwait(false) ? TargetFeatures.Continue | TargetFeatures.WriteAnywhere : TargetFeatures.None)
            | (server.ReplacesAtOnce ? TargetFeatures.AtomicReplace : TargetFeatures.None)
            | (server.Flush ? TargetFeatures.Flush : TargetFeatures.None)
            | (free is not null ? TargetFeatures.FreeSpace : TargetFeatures.None)
            | (await HashesAsync(cancellationToken).ConfigureAwait(false) ? TargetFeatures.ServerHash : TargetFeatures.None);
        return new TargetDescription
        {
            Features = features,
            Product = $"SFTP version {server.Version} at {definition.Endpoint.Host}:{definition.Endpoint.Port}",
            FreeBytes = free,
            Details =
            [
                $"extensions: {(server.Extensions.Count == 0 ? "none" : string.Join(", ", server.Extensions))}",
                $"bytes in a packet: {connection.Limits.Read} to read, {connection.Limits.Write} to write",
            ],
        };
    }

    /// <summary>Whether the server knows check-file: one that does not says so of any file, one that does misses the file.</summary>
    /// <remarks>ProFTPD knows it without saying so. Its answers are right for whole files only, and no other are asked for.</remarks>
    public async Task<bool> HashesAsync(CancellationToken cancellationToken)
    {
        SftpReply reply = await _requests.HashAsync(paths.Of(TargetPath.Root.Child($".posbackup-{Guid.NewGuid():N}")), cancellationToken).ConfigureAwait(false);
        return reply.Type == SftpPacketType.Status && reply.Status.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath;
    }

    /// <summary>
    /// Whether a file that is opened to be written to keeps what it has. rclone's server empties it whatever it is asked, so where the server
    /// cannot flush (which rclone cannot) it is tried with a small file.
    /// </summary>
    public async Task<bool> ContinuesAsync(CancellationToken cancellationToken)
    {
        if (connection.Server.Flush)
            return true;

        string probe = paths.Of(TargetPath.Root.Child($".posbackup-{Guid.NewGuid():N}"));
        try
        {
            using var content = new MemoryStream([1]);
            await new SftpPut(connection, probe, new PutRequest { Length = 1 }, TimeProvider.System).RunAsync(content, cancellationToken).ConfigureAwait(false);
            await _requests.CloseAsync(await _requests.OpenAsync(probe, SftpOpenFlags.Read | SftpOpenFlags.Write, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return await _requests.StatAsync(probe, cancellationToken).ConfigureAwait(false) is { Length: 1 };
        }
        catch (SftpStatusException)
        {
            return false;
        }
        finally
        {
            if (connection.Session.IsAlive)
                _ = await _requests.RemoveAsync(probe, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The folder of the target may have to be made yet; then what is above it tells.</summary>
    private async Task<long?> FreeBytesAsync(CancellationToken cancellationToken)
    {
        for (string? folder = paths.Of(TargetPath.Root); folder is not null; folder = RemotePaths.FolderOf(folder))
        {
            if (await _requests.FreeBytesAsync(folder, cancellationToken).ConfigureAwait(false) is { } free)
                return free;
        }

        return await _requests.FreeBytesAsync(definition.Path.StartsWith('/') ? "/" : ".", cancellationToken).ConfigureAwait(false);
    }
}
