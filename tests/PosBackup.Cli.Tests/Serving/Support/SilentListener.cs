using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PosBackup.Cli.Tests.Serving.Support;

/// <summary>Somebody who takes connections and says nothing, or only what a test lets him.</summary>
internal sealed class SilentListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentListener() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>As a SQL Server instance is named.</summary>
    public string Instance => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{Port}");

    public async Task<TcpClient> AcceptAsync() => await _listener.AcceptTcpClientAsync();

    public void Dispose() => _listener.Dispose();
}
