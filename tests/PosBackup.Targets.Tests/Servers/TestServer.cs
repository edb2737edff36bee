using System.Diagnostics;
using System.Security.Cryptography;
using PosBackup.Engine;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// A real server on loopback, with a folder, keys and a login of its own. Set its properties, then start it. Its log is <see cref="Log"/>: put it
/// into the message of a test that fails.
/// </summary>
public abstract class TestServer : IAsyncDisposable
{
    private const int StartAttempts = 5;

    private readonly List<string> _failedStarts = [];
    private Daemon? _daemon;
    private string? _home;
    private LastWill? _will;

    /// <summary>Address.</summary>
    public string Host => "127.0.0.1";

    /// <summary>Port; the same for the whole life of the server.</summary>
    public int Port { get; private set; }

    /// <summary>Login.</summary>
    public abstract string User { get; }

    /// <summary>Its password.</summary>
    public Secret Password { get; } = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));

    /// <summary>The server's files, to look at from behind.</summary>
    public string Folder => Path.Combine(Home, "files");

    /// <summary>What a definition says as its path to reach <see cref="Folder"/>.</summary>
    public abstract string RemotePath { get; }

    /// <summary>Whether the folder is on a disk of 8 MB.</summary>
    public bool HasSmallDisk { get; init; }

    /// <summary>Configuration, keys and logs.</summary>
    public string State => Path.Combine(Home, "state");

    /// <summary>All that the server said.</summary>
    public string Log => string.Join('\n', _failedStarts.Append(_daemon?.Output ?? "").Concat(Directory.EnumerateFiles(State, "*.log").Select(f => $"{Path.GetFileName(f)}:\n{File.ReadAllText(f)}")));

    /// <summary>The server's process and all its sessions; empty when it does not run.</summary>
    public IReadOnlyList<int> Processes => _daemon?.Processes ?? [];

    /// <summary>User and group of files that the login makes.</summary>
    protected abstract (int User, int Group) Owner { get; }

    private string Home => _home ?? throw new InvalidOperationException("the server was not started");

    /// <summary>Makes folders, keys and login, and starts the server on a free port.</summary>
    public async Task StartAsync()
    {
        _home = Directory.CreateTempSubdirectory("posbackup-server-").FullName;
        _will = new LastWill(_home, Folder);
        FilePermissions.AllReadAndRun(_home);
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(State);
        if (HasSmallDisk)
            await SmallProgram.RunAsync("mount", ["-t", "tmpfs", "-o", "size=8m,mode=0755", "tmpfs", Folder]);
        await PrepareAsync();
        GiveToLogin(Folder);
        for (int attempt = 0; attempt < StartAttempts && _daemon is null; attempt++)
        {
            Port = LocalPorts.Free();
            await StartDaemonAsync();
        }

        if (_daemon is null)
            throw new InvalidOperationException($"{GetType().Name} does not start: {Log}");
    }

    /// <summary>Ends the server and all its sessions at once, as a power cut does.</summary>
    public void Kill()
    {
        _daemon?.Dispose();
        _daemon = null;
        _will?.Name(server: null);
    }

    /// <summary>Starts it again on the same port, after <see cref="Kill"/> or at once.</summary>
    public async Task RestartAsync()
    {
        Kill();
        for (int attempt = 0; attempt < StartAttempts && _daemon is null; attempt++)
            await StartDaemonAsync();
        if (_daemon is null)
            throw new InvalidOperationException($"{GetType().Name} does not start again on port {Port}: {Log}");
    }

    /// <summary>Ends the sessions, not the server: what an administrator's kill does to a transfer.</summary>
    public void KillSessions() => LocalProcesses.Signal(Processes.Skip(1), LocalProcesses.Kill);

    /// <summary>Lets server and sessions stand still: connections stay open and nothing answers.</summary>
    public void Freeze() => LocalProcesses.Signal(Processes, LocalProcesses.Stop);

    /// <summary>Lets them go on.</summary>
    public void Thaw() => LocalProcesses.Signal(Processes, LocalProcesses.Continue);

    /// <summary>Gives a file or folder that a test made from behind to the login, that it can be written there.</summary>
    public void GiveToLogin(string path)
    {
        if (Environment.IsPrivilegedProcess)
            LocalProcesses.GiveTo(path, Owner.User, Owner.Group);
    }

    public async ValueTask DisposeAsync()
    {
        if (_home is null)
            return;
        Kill();
        await CleanUpAsync();
        if (HasSmallDisk)
            await SmallProgram.TryAsync("umount", ["--lazy", Folder]);
        Directory.Delete(_home, recursive: true);
        _will!.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes keys and login.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>Writes the configuration for the port, and says how the server is started in the foreground.</summary>
    protected abstract Task<ProcessStartInfo> ConfigureAsync();

    /// <summary>Removes the login.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>Writes a file into <see cref="State"/> that only root reads.</summary>
    protected async Task<string> WriteStateAsync(string name, string content)
    {
        string path = Path.Combine(State, name);
        await File.WriteAllTextAsync(path, content);
        FilePermissions.OnlyOwner(path);
        return path;
    }

    private async Task StartDaemonAsync() => _daemon = await Daemon.StartAsync(await ConfigureAsync(), Port, id => _will!.Name(id), _failedStarts.Add);
}
