namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// A server for all tests of a class (<c>IClassFixture&lt;ServerOf&lt;OpenSshServer&gt;&gt;</c>), started by the first that wants it: where the
/// program is missing all of them are skipped, and nothing is started. It ends with the last of them. Servers set up otherwise derive from this,
/// or are made and started by their tests.
/// </summary>
public class ServerOf<TServer> : IAsyncLifetime
    where TServer : TestServer, new()
{
    private readonly Lock _lock = new();
    private Task<TServer>? _server;

    /// <summary>The server, which runs.</summary>
    public Task<TServer> RunningAsync()
    {
        lock (_lock)
            return _server ??= StartAsync(Make());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true })
            await (await _server).DisposeAsync();
    }

    /// <summary>The server as it is set up, not started.</summary>
    protected virtual TServer Make() => new();

    private static async Task<TServer> StartAsync(TServer server)
    {
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
