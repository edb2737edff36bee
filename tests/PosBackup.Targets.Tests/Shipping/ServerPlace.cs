using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Ftp;
using PosBackup.Targets.Tests.Servers;
using PosBackup.Targets.Tests.Sftp;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>A real server of a test's own, a line to it that can be broken, and a look at its files from behind.</summary>
internal sealed class ServerPlace : IAsyncDisposable
{
    /// <summary>As slow as a good line is: slower than the servers, so that what is on its way is in the line and not in their memory.</summary>
    private const int BytesPerSecond = 10_000_000;

    private ServerPlace(TestServer server, FaultProxy line) => (Server, Line) = (server, line);

    public TestServer Server { get; }

    /// <summary>All that is said to the server goes through here.</summary>
    public FaultProxy Line { get; }

    /// <summary>Variable of the environment that has the password.</summary>
    public string Variable => "POSBACKUP_TEST_HQ";

    /// <summary>Whether a file that was begun can be gone on with.</summary>
    public bool CanContinue => Server is not RcloneSftpServer;

    /// <summary>Bytes that went over the line to the server.</summary>
    public long Sent => Line.Delivered(LineDirection.ToServer);

    public static async Task<ServerPlace> StartAsync(ServerKind kind, bool hasSmallDisk = false) => await StartAsync(Make(kind, hasSmallDisk));

    public static async Task<ServerPlace> StartAsync(TestServer server)
    {
        try
        {
            await server.StartAsync();
            return new ServerPlace(server, FaultProxy.To(server, bytesPerSecond: BytesPerSecond));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The target, over the line: logs in by key where there are keys.</summary>
    public TargetDefinition Definition(int stallSeconds = 60) => Server switch
    {
        SshServer ssh => OverTheLine(SftpTargets.ByKey(ssh)) with { StallSeconds = stallSeconds },
        FtpServer ftp => FtpTargets.DefinitionOf(ftp) with { Host = Line.Host, Port = Line.Port, Password = Reference, StallSeconds = stallSeconds },
        _ => throw new InvalidOperationException("no target for such a server"),
    };

    /// <summary>The target, over the line: logs in by password.</summary>
    public TargetDefinition ByPassword()
    {
        if (Server is not SshServer ssh)
            return Definition();
        SftpDefinition definition = OverTheLine(SftpTargets.ByKey(ssh));
        return definition with { Endpoint = definition.Endpoint with { IdentityFile = null, Password = Reference } };
    }

    /// <summary>Files with their names at the server, from behind.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(Server.Folder, "*", SearchOption.AllDirectories)];

    /// <summary>The one file of a name, by its whole name; null when it is not there.</summary>
    public byte[]? Published(string name) => Files().SingleOrDefault(file => Path.GetFileName(file) == name) is { } path ? File.ReadAllBytes(path) : null;

    /// <summary>The temporary file of a media file that is on its way; null when there is none.</summary>
    public string? Part(string name) => Files().SingleOrDefault(file => Path.GetFileName(file) is { } one && one != name && one.Contains(name, StringComparison.Ordinal) && !one.Contains("manifest", StringComparison.Ordinal));

    /// <summary>Waits until a media file on its way has so many bytes at the server.</summary>
    public Task HasAsync(string name, long bytes, Func<string> said) =>
        Eventually.IsAsync(() => Part(name) is { } part && new FileInfo(part) is { Exists: true } file && file.Length >= bytes, () => $"{bytes} bytes of {name}; {string.Join(", ", Files())}; {said()}");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Line.DisposeAsync();
        }
        finally
        {
            await Server.DisposeAsync();
        }
    }

    private SecretReference Reference => SecretReference.TryParse($"env:{Variable}", out SecretReference? reference) ? reference! : throw new InvalidOperationException("no reference");

    private SftpDefinition OverTheLine(SftpDefinition definition) => definition with { Endpoint = definition.Endpoint with { Host = Line.Host, Port = Line.Port } };

    private static TestServer Make(ServerKind kind, bool hasSmallDisk) => kind switch
    {
        ServerKind.OpenSsh => new OpenSshServer { HasSmallDisk = hasSmallDisk },
        ServerKind.ProFtpdSftp => new ProFtpdSftpServer { HasSmallDisk = hasSmallDisk },
        ServerKind.RcloneSftp => new RcloneSftpServer { HasSmallDisk = hasSmallDisk },
        ServerKind.ProFtpd => new ProFtpdServer { HasSmallDisk = hasSmallDisk },
        ServerKind.Vsftpd => new VsftpdServer { HasSmallDisk = hasSmallDisk },
        ServerKind.PureFtpd => new PureFtpdServer { HasSmallDisk = hasSmallDisk },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
