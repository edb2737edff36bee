using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Opens a file to read.</summary>
internal sealed class SftpOpening(SftpConnection connection, Func<Exception, Exception> failure)
{
    /// <summary>More than any file has, and far enough from where sums turn negative.</summary>
    private const long Endless = long.MaxValue / 2;

    private readonly SftpRequests _requests = new(connection);

    public async Task<Stream> RunAsync(string path, long offset, long? length, CancellationToken cancellationToken)
    {
        SftpConnection.Transfer transfer = connection.Begin();
        byte[]? handle = null;
        try
        {
            handle = await new SftpMove(connection).OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
            byte[] opened = handle;
            SftpAttributes attributes = await _requests.StatAsync(handle, cancellationToken).ConfigureAwait(false);
            if (attributes.IsFolder)
                throw new SftpStatusException(new SftpStatus(SftpStatusCode.NoSuchFile, "that is a folder"));

            long end = Math.Min(attributes.Length ?? Endless, length is { } bytes ? Math.Min(offset, Endless) + Math.Min(bytes, Endless) : Endless);
            var ahead = new ReadAhead(connection.Session, handle, connection.Limits.Read, offset, Math.Max(end, offset));
            return new SftpReadStream(ahead, failure, () =>
            {
                _requests.Forget(opened);
                transfer.Dispose();
            });
        }
        catch
        {
            if (handle is not null)
                _requests.Forget(handle);
            transfer.Dispose();
            throw;
        }
    }
}
