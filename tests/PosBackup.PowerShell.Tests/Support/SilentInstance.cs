using System.Net;
using System.Net.Sockets;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Tests.Support;

/// <summary>An instance that takes connections and never says a word: a request to it runs until it is cancelled.</summary>
internal sealed class SilentInstance : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly Task<TcpClient> _called;

    public SilentInstance()
    {
        _listener.Start();
        _called = _listener.AcceptTcpClientAsync();
    }

    /// <summary>A backup of one database of it.</summary>
    public JsonObject Backup => new()
    {
        ["instance"] = new JsonObject { ["name"] = $"127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port}", ["user"] = "sa", ["password"] = "secret", ["connectTimeoutSeconds"] = TimeSpan.FromMinutes(10) },
        ["databases"] = new[] { "Shop" },
    };

    /// <summary>Waits until somebody has called.</summary>
    public Task CalledAsync(CancellationToken cancellationToken) => _called.WaitAsync(cancellationToken);

    public void Dispose() => _listener.Dispose();
}
