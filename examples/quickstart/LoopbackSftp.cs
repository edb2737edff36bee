using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PosBackup.QuickStart;

/// <summary>A real OpenSSH server on loopback, with keys of its own, for this user, gone at the end.</summary>
internal sealed class LoopbackSftp : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private LoopbackSftp(string folder, int port, Process process) => (Folder, Port, _process) = (folder, port, process);

    /// <summary>Keys, and what it is configured by.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>The key that it lets in.</summary>
    public string ClientKey => Path.Combine(Folder, "client");

    /// <summary>What its administrator would read to whoever asks on the phone.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Starts one; null where OpenSSH's server, or a right that it needs, is missing.</summary>
    public static async Task<LoopbackSftp?> TryStartAsync(string folder)
    {
        string? program = Find("sshd");
        if (OperatingSystem.IsWindows() || program is null || Find("ssh-keygen") is null || Find("ssh") is null)
            return null;

        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host"));
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "client"));
        File.Copy(Path.Combine(folder, "client.pub"), Path.Combine(folder, "authorized"));
        int port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "sshd_config"), Configuration(folder, port));
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");

        Process process = Process.Start(new ProcessStartInfo(program, ["-D", "-f", Path.Combine(folder, "sshd_config"), "-E", Path.Combine(folder, "sshd.log")]))!;
        var server = new LoopbackSftp(folder, port, process);
        if (await server.IsReadyAsync())
        {
            server.Fingerprint = (await RunAsync("ssh-keygen", "-lf", Path.Combine(folder, "host.pub"))).Split(' ')[1];
            return server;
        }

        await server.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Configuration(string folder, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        ListenAddress 127.0.0.1
        Port {port}
        HostKey "{folder}/host"
        AuthorizedKeysFile "{folder}/authorized"
        PidFile "{folder}/sshd.pid"
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        StrictModes no
        UsePAM no
        Subsystem sftp internal-sftp

        """);

    private async Task<bool> IsReadyAsync()
    {
        long began = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(began) < StartLimit)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Servers are in folders for administrators, which are not on everybody's path.</summary>
    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new UnexpectedException($"{program} ended with exit code {process.ExitCode}");
    }
}
