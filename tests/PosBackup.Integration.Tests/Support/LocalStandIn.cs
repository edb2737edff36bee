using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;
using PosBackup.SqlStandIn;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>A stand-in server of a test's own, in a temporary folder that goes with it.</summary>
internal sealed class LocalStandIn : TestServer
{
    public const string Password = "Pässwörd|123";

    private readonly TempFolder _folder;

    private LocalStandIn(StandInServer server, TempFolder folder, ConcurrentQueue<string> log)
        : base(LoginTo(server), server.Instance.Identity.DefaultBackupPath)
    {
        Server = server;
        _folder = folder;
        Log = log;
    }

    public StandInServer Server { get; }

    /// <summary>Faults on demand, logins, databases as the server sees them.</summary>
    public Instance Instance => Server.Instance;

    /// <summary>What the server had to complain of: bugs of its own, malformed requests.</summary>
    public ConcurrentQueue<string> Log { get; }

    /// <summary>Starts one; a Developer edition of 2022 unless the test says otherwise.</summary>
    public static LocalStandIn Start(Func<StandInOptions, StandInOptions>? change = null, TdsServerOptions? wire = null)
    {
        var folder = new TempFolder();
        var log = new ConcurrentQueue<string>();
        var options = new StandInOptions { DataFolder = folder.Path, Password = Password };
        try
        {
            var server = StandInServer.Start(
                change?.Invoke(options) ?? options, (wire ?? new TdsServerOptions()) with { Log = log.Enqueue });
            return new LocalStandIn(server, folder, log);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    protected override async ValueTask CleanUpAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
        Assert.DoesNotContain(Log, line => line.StartsWith("bug", StringComparison.Ordinal));
    }

    private static SqlConnectionStringBuilder LoginTo(StandInServer server) => new()
    {
        DataSource = server.DataSource,
        UserID = server.Instance.Options.LoginName,
        Password = server.Instance.Options.Password,
    };
}
