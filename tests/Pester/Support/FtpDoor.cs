using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace PosBackup.Pester;

/// <summary>An FTP server on loopback that asks for name and password, remembers what it hears, and lets nobody in. A mute one takes the call and never says a word.</summary>
public sealed class FtpDoor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private readonly bool _isMute;

    public FtpDoor(bool isMute = false)
    {
        _isMute = isMute;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>Set with the first caller.</summary>
    public ManualResetEventSlim HasCaller { get; } = new();

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var reader = new StreamReader(client.GetStream()))
        using (var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true })
        {
            HasCaller.Set();
            if (!_isMute)
                await writer.WriteLineAsync("220 who is there?");
            while (await reader.ReadLineAsync() is { } line)
            {
                Heard.Enqueue(line);
                if (_isMute)
                    continue;
                await writer.WriteLineAsync(line.Split(' ')[0] switch { "USER" => "331 and the password?", "PASS" => "530 not you", "QUIT" => "221 bye", _ => "502 not here" });
            }
        }
    }
}
