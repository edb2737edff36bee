using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>An FTP server without TLS that answers as a test tells it to, for what no decent server says. All else it does as servers do, with one file in it.</summary>
internal sealed class ScriptedFtpServer : IAsyncDisposable
{
    private readonly TcpListener _control = new(IPAddress.Loopback, 0);
    private readonly TcpListener _data = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<string> _heard = [];
    private readonly Func<string, string?> _answer;
    private Task _serving = Task.CompletedTask;

    private ScriptedFtpServer(Func<string, string?> answer) => _answer = answer;

    /// <summary>Port for commands.</summary>
    public int Port => ((IPEndPoint)_control.LocalEndpoint).Port;

    /// <summary>Port for data.</summary>
    public int DataPort => ((IPEndPoint)_data.LocalEndpoint).Port;

    /// <summary>Commands that came.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>What a transfer to the client carries.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>Starts it.</summary>
    /// <param name="answer">Gets <c>greeting</c> and each command; gives all bytes of the answer, or null for what a decent server answers.</param>
    /// <param name="data">What a transfer to the client carries.</param>
    public static ScriptedFtpServer Start(Func<string, string?> answer, byte[]? data = null)
    {
        var server = new ScriptedFtpServer(answer) { Data = data ?? [] };
        server._control.Start();
        server._data.Start();
        server._serving = server.ServeAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _serving;
        _control.Dispose();
        _data.Dispose();
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
                sessions.Add(SessionAsync(await _control.AcceptSocketAsync(_closed.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task SessionAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await SayAsync(stream, _answer("greeting") ?? "220 ready\r\n");
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            while (await reader.ReadLineAsync(_closed.Token) is { } command)
            {
                _heard.Enqueue(command);
                if (_answer(command) is { } scripted)
                    await SayAsync(stream, scripted);
                else if (command.Split(' ')[0] is "RETR" or "MLSD" or "LIST" or "STOR")
                    await TransferAsync(stream, isUpload: command.StartsWith("STOR", StringComparison.Ordinal));
                else
                    await SayAsync(stream, Usual(command));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client, or the test, is gone.
        }
    }

    private async Task TransferAsync(NetworkStream control, bool isUpload)
    {
        await SayAsync(control, "150 here it comes\r\n");
        using (Socket socket = await _data.AcceptSocketAsync(_closed.Token))
        {
            byte[] buffer = new byte[64 << 10];
            while (isUpload && await socket.ReceiveAsync(buffer, _closed.Token) > 0)
            {
            }

            for (int sent = 0; !isUpload && sent < Data.Length;)
                sent += await socket.SendAsync(Data.AsMemory(sent), _closed.Token);
        }

        await SayAsync(control, "226 done\r\n");
    }

    private async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _closed.Token);

    private string Usual(string command) => command.Split(' ')[0] switch
    {
        "USER" => "331 password, please\r\n",
        "PASS" => "230 welcome\r\n",
        "FEAT" => "211-these\r\n REST STREAM\r\n MLST type*;size*;modify*;\r\n211 end\r\n",
        "PWD" => "257 \"/\"\r\n",
        "EPSV" => $"229 go (|||{DataPort}|)\r\n",
        "SIZE" => $"213 {Data.Length}\r\n",
        "REST" => "350 from there\r\n",
        _ => "250 done\r\n",
    };
}
