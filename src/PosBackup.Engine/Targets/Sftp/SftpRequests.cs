using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>The requests of SFTP, one method each, over one connection. Paths are the server's own.</summary>
internal sealed class SftpRequests(SftpConnection connection)
{
    private const int LongestHandle = 256;

    /// <summary>Opens a file; the handle has to be closed. One that comes after the wait was cancelled is closed at once.</summary>
    public async Task<byte[]> OpenAsync(string path, SftpOpenFlags flags, CancellationToken cancellationToken) =>
        await HandleAsync(connection.Session.SendAsync(SftpPacketType.Open, packet => SftpAttributes.WriteNone(packet.Text(path).UInt32((uint)flags))), cancellationToken).ConfigureAwait(false);

    public async Task<byte[]> OpenFolderAsync(string path, CancellationToken cancellationToken) =>
        await HandleAsync(connection.Session.SendAsync(SftpPacketType.OpenFolder, packet => packet.Text(path)), cancellationToken).ConfigureAwait(false);

    public async Task CloseAsync(byte[] handle, CancellationToken cancellationToken) =>
        (await connection.Session.AskAsync(SftpPacketType.Close, packet => packet.Bytes(handle), cancellationToken).ConfigureAwait(false)).RequireOk();

    /// <summary>Closes without waiting for the answer.</summary>
    public void Forget(byte[] handle)
    {
        if (!connection.Session.IsAlive)
            return;

        try
        {
            _ = connection.Session.SendAsync(SftpPacketType.Close, packet => packet.Bytes(handle));
        }
        catch (SessionEndedException)
        {
            // Then the server has closed it too.
        }
    }

    /// <summary>The next names of an open folder; null at the end.</summary>
    public async Task<List<SftpName>?> ReadFolderAsync(byte[] handle, CancellationToken cancellationToken)
    {
        SftpReply reply = await connection.Session.AskAsync(SftpPacketType.ReadFolder, packet => packet.Bytes(handle), cancellationToken).ConfigureAwait(false);
        return reply.Type == SftpPacketType.Status && reply.Status.Code == SftpStatusCode.EndOfFile ? null : SftpName.ReadAll(reply.Expect(SftpPacketType.Name));
    }

    /// <summary>Attributes of what a path leads to, links followed; null when there is nothing.</summary>
    public async Task<SftpAttributes?> StatAsync(string path, CancellationToken cancellationToken)
    {
        SftpReply reply = await connection.Session.AskAsync(SftpPacketType.Stat, packet => packet.Text(path), cancellationToken).ConfigureAwait(false);
        return reply.Type == SftpPacketType.Status && reply.Status.Code is SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath ? null : Attributes(reply);
    }

    public async Task<SftpAttributes> StatAsync(byte[] handle, CancellationToken cancellationToken) =>
        Attributes(await connection.Session.AskAsync(SftpPacketType.FStat, packet => packet.Bytes(handle), cancellationToken).ConfigureAwait(false));

    public async Task SetLengthAsync(byte[] handle, long length, CancellationToken cancellationToken) =>
        (await connection.Session.AskAsync(SftpPacketType.FSetStat, packet => SftpAttributes.WriteLength(packet.Bytes(handle), length), cancellationToken).ConfigureAwait(false)).RequireOk();

    public async Task SetTimeAsync(string path, DateTimeOffset time, CancellationToken cancellationToken) =>
        (await connection.Session.AskAsync(SftpPacketType.SetStat, packet => SftpAttributes.WriteTime(packet.Text(path), time), cancellationToken).ConfigureAwait(false)).RequireOk();

    public Task<SftpStatus> MakeFolderAsync(string path, CancellationToken cancellationToken) =>
        StatusAsync(SftpPacketType.MakeFolder, packet => SftpAttributes.WriteNone(packet.Text(path)), cancellationToken);

    public Task<SftpStatus> RemoveAsync(string path, CancellationToken cancellationToken) =>
        StatusAsync(SftpPacketType.Remove, packet => packet.Text(path), cancellationToken);

    /// <summary>Moves; what a file of the new name does to it is the server's choice.</summary>
    public Task<SftpStatus> RenameAsync(string from, string to, CancellationToken cancellationToken) =>
        StatusAsync(SftpPacketType.Rename, packet => packet.Text(from).Text(to), cancellationToken);

    /// <summary>Moves over a file of the new name, at once.</summary>
    public Task<SftpStatus> ReplaceAsync(string from, string to, CancellationToken cancellationToken) =>
        StatusAsync(SftpPacketType.Extended, packet => packet.Text("posix-rename@openssh.com").Text(from).Text(to), cancellationToken);

    public Task<SftpStatus> FlushAsync(byte[] handle, CancellationToken cancellationToken) =>
        StatusAsync(SftpPacketType.Extended, packet => packet.Text("fsync@openssh.com").Bytes(handle), cancellationToken);

    /// <summary>Bytes that may be written where a path is; null when the server does not tell.</summary>
    public async Task<long?> FreeBytesAsync(string path, CancellationToken cancellationToken)
    {
        SftpReply reply = await connection.Session.AskAsync(SftpPacketType.Extended, packet => packet.Text("statvfs@openssh.com").Text(path), cancellationToken).ConfigureAwait(false);
        return reply.Type == SftpPacketType.ExtendedReply ? Free(reply.Body) : null;
    }

    /// <summary>SHA-256 of a whole file by check-file; the reply as it comes, for a server may not know the request.</summary>
    public Task<SftpReply> HashAsync(string path, CancellationToken cancellationToken) =>
        connection.Session.AskAsync(SftpPacketType.Extended, packet => packet.Text("check-file-name").Text(path).Text("sha256").UInt64(0).UInt64(0).UInt32(0), cancellationToken);

    private static long Free(byte[] body)
    {
        var reader = new PacketReader(body);
        _ = reader.UInt64();
        ulong block = reader.UInt64();
        _ = reader.UInt64();
        _ = reader.UInt64();
        return (long)UInt128.Min((UInt128)block * reader.UInt64(), long.MaxValue);
    }

    private static SftpAttributes Attributes(SftpReply reply)
    {
        var reader = new PacketReader(reply.Expect(SftpPacketType.Attributes));
        return SftpAttributes.Read(ref reader);
    }

    private async Task<SftpStatus> StatusAsync(SftpPacketType type, Action<PacketWriter> fields, CancellationToken cancellationToken) =>
        (await connection.Session.AskAsync(type, fields, cancellationToken).ConfigureAwait(false)).Status;

    private async Task<byte[]> HandleAsync(Task<SftpReply> sent, CancellationToken cancellationToken)
    {
        try
        {
            return Handle(await sent.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            _ = sent.ContinueWith(late => Forget(Handle(late.Result)), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private static byte[] Handle(SftpReply reply)
    {
        var reader = new PacketReader(reply.Expect(SftpPacketType.Handle));
        byte[] handle = reader.Bytes().ToArray();
        return handle.Length <= LongestHandle ? handle : throw new SftpProtocolException($"a handle has {handle.Length} bytes, where {LongestHandle} are allowed");
    }
}
