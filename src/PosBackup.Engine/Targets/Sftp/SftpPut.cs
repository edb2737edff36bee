using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>One put over one connection: open, write, flush, close, time stamp; and an orderly end when it is broken off.</summary>
internal sealed class SftpPut(SftpConnection connection, string path, PutRequest request, TimeProvider time)
{
    private static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(2);

    private readonly SftpRequests _requests = new(connection);

    public async Task RunAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] handle = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var write = new PipelinedWrite(connection.Session, handle, request.Offset, connection.Limits.Write, request.Acknowledged);
        bool isClosed = false;
        try
        {
            await write.RunAsync(content, request.Length, cancellationToken).ConfigureAwait(false);
            await FlushAsync(handle, cancellationToken).ConfigureAwait(false);
            isClosed = true;
            await _requests.CloseAsync(handle, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception) when (SftpFailures.Of(exception.Status) == TargetFailure.Unknown)
        {
            throw await IsFullAsync(cancellationToken).ConfigureAwait(false) ? new SftpStatusException(new SftpStatus(SftpStatusCode.NoSpace, $"{exception.Status}, and no space is left")) : exception;
        }
        finally
        {
            if (!isClosed)
                await LeaveAsync(handle, write).ConfigureAwait(false);
        }

        if (request.ModifiedAt is { } modified)
            await StampAsync(modified, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> OpenAsync(CancellationToken cancellationToken)
    {
        if (request.Mode == PutMode.Continue)
            return await OpenAgainAsync(cancellationToken).ConfigureAwait(false);

        const SftpOpenFlags anew = SftpOpenFlags.Write | SftpOpenFlags.Create | SftpOpenFlags.Truncate;
        try
        {
            return await _requests.OpenAsync(path, anew, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception) when (SftpFailures.Of(exception.Status) == TargetFailure.Missing && RemotePaths.FolderOf(path) is { } folder)
        {
            await RemoteFolders.MakeAsync(_requests, folder, cancellationToken).ConfigureAwait(false);
            return await _requests.OpenAsync(path, anew, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Some servers (rclone) forget what a file has when it is opened to write only; some accounts may only write.</summary>
    private async Task<byte[]> OpenAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.OpenAsync(path, SftpOpenFlags.Read | SftpOpenFlags.Write, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception) when (SftpFailures.Of(exception.Status) == TargetFailure.Denied)
        {
            return await _requests.OpenAsync(path, SftpOpenFlags.Write, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync(byte[] handle, CancellationToken cancellationToken)
    {
        if (!connection.Server.Flush)
            return;

        SftpStatus status = await _requests.FlushAsync(handle, cancellationToken).ConfigureAwait(false);
        if (status is { IsOk: false, Code: not SftpStatusCode.Unsupported })
            throw new SftpStatusException(status);
    }

    /// <summary>A server that keeps no time stamps, or lets this login set none, has the file all the same.</summary>
    private async Task StampAsync(DateTimeOffset modified, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.SetTimeAsync(path, modified, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpStatusException exception) when (exception.Status.Code is SftpStatusCode.Unsupported or SftpStatusCode.PermissionDenied or SftpStatusCode.Failure)
        {
            // The time stamp is for people; what is a backup's time is in its manifest.
        }
    }

    private async Task<bool> IsFullAsync(CancellationToken cancellationToken) =>
        connection.Server.FreeSpace && connection.Session.IsAlive
        && await _requests.FreeBytesAsync(RemotePaths.FolderOf(path) ?? ".", cancellationToken).ConfigureAwait(false) is { } free && free < connection.Limits.Write;

    /// <summary>
    /// Waits a moment for what is under way, so that nobody who looks at the file next sees it grow, cuts off what came behind a hole, and closes.
    /// A line that is too slow or dead for that is left to itself.
    /// </summary>
    private async Task LeaveAsync(byte[] handle, PipelinedWrite write)
    {
        using var limit = new CancellationTokenSource(OrderlyEnd, time);
        try
        {
            await write.DrainAsync(limit.Token).ConfigureAwait(false);
            if (write.Acknowledged < write.Sent && connection.Session.IsAlive)
                await CutAsync(handle, write, limit.Token).ConfigureAwait(false);
            if (connection.Session.IsAlive)
                await _requests.CloseAsync(handle, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _requests.Forget(handle);
        }
        catch (Exception exception) when (exception is SftpStatusException or SftpProtocolException or SessionEndedException)
        {
            // What broke the put off is told; that its end was not orderly either adds nothing.
        }
    }

    private async Task CutAsync(byte[] handle, PipelinedWrite write, CancellationToken cancellationToken)
    {
        long kept = request.Offset + write.Acknowledged;
        SftpAttributes now = await _requests.StatAsync(handle, cancellationToken).ConfigureAwait(false);
        if (now.Length > kept && now.Length <= request.Offset + write.Sent)
            await _requests.SetLengthAsync(handle, kept, cancellationToken).ConfigureAwait(false);
    }
}
