namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// A server for all tests of a class (<c>IClassFixture&lt;ServerOf&lt;OpenSshServer&gt;&gt;</c>), started by the first that wants it: where the
/// program is missing all of them are skipped, and nothing is started. Servers set up otherwise are made and started by their tests.
/// </summary>
public sealed class ServerOf<TServer> : IAsyncDisposable
    where TServer : TestServer, new()
{
    private readonly Lock _lock = new();
    private Task<TServer>? _server;

    /// <summary>The server, which runs.</summary>
    public Task<TServer> RunningAsync()
    {
        lock (_lock)
            return _server ??= StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true })
            await (await _server).DisposeAsync();
    }

    private static async Task<TServer> StartAsync()
    {
        var server = new TServer();
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
