using System.Net.Sockets;
using System.Text;

namespace PosBackup.Cli.Tests.Serving.Support;

/// <summary>As much of an FTP server as asks for a password and refuses it.</summary>
internal sealed class FtpDoor : IDisposable
{
    private readonly SilentListener _listener = new();

    public FtpDoor() => _ = Task.Run(ServeAsync);

    /// <summary>The definition of a target that leads here, by a password that somebody is asked for.</summary>
    public string Target(string name) =>
        $$"""{ "name": "{{name}}", "kind": "ftp", "host": "127.0.0.1", "port": {{_listener.Port}}, "user": "till", "password": "prompt", "protection": "none", "allowPlaintext": true }""";

    /// <summary>The password that came.</summary>
    public TaskCompletionSource<string> Password { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using TcpClient client = await _listener.AcceptAsync();
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                if (e is not IOException)
                    return;
            }
        }
    }

    private async Task TalkAsync(NetworkStream line)
    {
        using var reader = new StreamReader(line, Encoding.UTF8);
        await line.WriteAsync("220 who are you\r\n"u8.ToArray());
        while (await reader.ReadLineAsync() is { } said)
        {
            if (said.StartsWith("PASS ", StringComparison.Ordinal))
                Password.TrySetResult(said[5..]);
            await line.WriteAsync(said.StartsWith("USER ", StringComparison.Ordinal) ? "331 and the password\r\n"u8.ToArray() : said.StartsWith("PASS ", StringComparison.Ordinal) ? "530 no\r\n"u8.ToArray() : "502 no\r\n"u8.ToArray());
        }
    }
}
