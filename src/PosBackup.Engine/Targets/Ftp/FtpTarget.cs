using System.Runtime.CompilerServices;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Commands;
using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp;

/// <summary>
/// A folder on an FTP server, over TLS unless the definition allows otherwise outright. Each call has a connection of its own for as long as it runs (a stream, until it is read
/// or disposed of); idle ones are used again. Nothing is sent before the certificate is accepted.
/// </summary>
internal sealed class FtpTarget : IBackupTarget
{
    private readonly FtpDefinition _definition;
    private readonly ServerTraits _traits = new();
    private readonly FtpPool _pool;

    /// <param name="definition">Where, as whom, and which certificate.</param>
    /// <param name="secrets">Asked for the password by each new connection.</param>
    /// <param name="time">The clock of all waiting.</param>
    public FtpTarget(FtpDefinition definition, ISecretSource secrets, TimeProvider time)
    {
        _definition = definition;
        _pool = new FtpPool(new FtpLogin(definition, secrets, _traits, time), time);
    }

    /// <inheritdoc/>
    public string Name => _definition.Name;

    /// <inheritdoc/>
    public async Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        return await lease.Session.DescribeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        PutRules.Require(path, request);
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        await lease.Session.PutAsync(path, content, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        await lease.Session.RenameAsync(from, to, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Stream stream = await Reading.OpenAsync(lease, path, offset, length, cancellationToken).ConfigureAwait(false);
            if (stream is not DownloadStream)
                lease.Dispose();
            return stream;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken)
    {
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        return await lease.Session.FindAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<TargetEntry> entries;
        using (FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false))
        {
            entries = await lease.Session.ListAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        foreach (TargetEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(TargetPath path, CancellationToken cancellationToken)
    {
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        await lease.Session.RemoveAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken)
    {
        using FtpLease lease = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        return await lease.Session.HashAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        _traits.Dispose();
        return ValueTask.CompletedTask;
    }
}
