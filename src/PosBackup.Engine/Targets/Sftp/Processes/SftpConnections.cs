namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>The connections of one target: opened when they are used, up to as many as the definition allows; the least busy one is given.</summary>
internal sealed class SftpConnections(SftpConnector connector, int most) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly List<SftpConnection> _open = [];
    private bool _closed;

    /// <summary>A connection for a small request: any that is open.</summary>
    public Task<SftpConnection> AnyAsync(CancellationToken cancellationToken) => GetAsync(mayOpenAnother: false, cancellationToken);

    /// <summary>A connection for a transfer; another one is opened while all are busy.</summary>
    public Task<SftpConnection> ForTransferAsync(CancellationToken cancellationToken) => GetAsync(mayOpenAnother: true, cancellationToken);

    /// <summary>Process ids of the ssh programs that run.</summary>
    public IReadOnlyList<int> Processes
    {
        get
        {
            lock (_open)
                return [.. _open.Select(connection => connection.ProcessId)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _closed = true;
            await Task.WhenAll(_open.Select(connection => connection.DisposeAsync().AsTask())).ConfigureAwait(false);
            lock (_open)
                _open.Clear();
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<SftpConnection> GetAsync(bool mayOpenAnother, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            await DropDeadAsync().ConfigureAwait(false);
            SftpConnection? idlest = _open.MinBy(connection => connection.Busy);
            if (idlest is not null && (idlest.Busy == 0 || !mayOpenAnother || _open.Count >= most))
                return idlest;

            SftpConnection opened = await connector.ConnectAsync(cancellationToken).ConfigureAwait(false);
            lock (_open)
                _open.Add(opened);
            return opened;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task DropDeadAsync()
    {
        foreach (SftpConnection dead in _open.Where(connection => !connection.Session.IsAlive).ToList())
        {
            lock (_open)
                _open.Remove(dead);
            await dead.DisposeAsync().ConfigureAwait(false);
        }
    }
}
