using PosBackup.SqlStandIn.Sql;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn;

/// <summary>The whole stand-in: an instance with its databases, the language, and the wire.</summary>
public sealed class StandInServer : IAsyncDisposable
{
    private StandInServer(Instance instance, TdsServer wire)
    {
        Instance = instance;
        Wire = wire;
    }

    /// <summary>Databases, logins, sessions and faults on demand.</summary>
    public Instance Instance { get; }

    /// <summary>Port and certificate.</summary>
    public TdsServer Wire { get; }

    /// <summary>What a client calls the server: <c>127.0.0.1,PORT</c>.</summary>
    public string DataSource => $"127.0.0.1,{Wire.Port}";

    /// <summary>Opens or makes the instance and begins to listen.</summary>
    /// <param name="options">The instance.</param>
    /// <param name="wire">How it listens; names, version, collation and clock are taken from the instance.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static StandInServer Start(StandInOptions options, TdsServerOptions? wire = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var instance = new Instance(options);
        try
        {
            TdsServerOptions listening = (wire ?? new TdsServerOptions()) with
            {
                Version = options.Version,
                ServerName = instance.Identity.ServerName,
                Collation = options.Collation,
                Clock = options.Clock,
            };
            if (listening.Log is { } log)
                instance.Refused += (_, refused) => log(refused.ToString());
            return new StandInServer(instance, TdsServer.Start(listening, new SqlSessionFactory(instance)));
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Cuts all connections, then closes the databases.</summary>
    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        Instance.Dispose();
    }
}
