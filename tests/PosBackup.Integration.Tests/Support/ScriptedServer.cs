using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>A TDS server whose sessions play a script: for what the protocol does, whatever the SQL.</summary>
internal sealed class ScriptedServer : ISqlSessionFactory, IAsyncDisposable
{
    public const string Password = "Pässwörd|123";

    private readonly Script _script;
    private readonly SqlConnectionEncryptOption _encrypt;
    private int _lastSpid = 50;

    private ScriptedServer(Script script, TdsServerOptions options)
    {
        _script = script;
        _encrypt = options.Encryption == EncryptionOffer.NotSupported ? SqlConnectionEncryptOption.Optional : SqlConnectionEncryptOption.Mandatory;
        Server = TdsServer.Start(options with { Log = Log.Enqueue }, this);
    }

    public TdsServer Server { get; }

    public ConcurrentQueue<string> Log { get; } = [];

    public ConcurrentQueue<ScriptedSession> Sessions { get; } = [];

    public static ScriptedServer Start(Script script, TdsServerOptions? options = null) => new(script, options ?? new TdsServerOptions());

    /// <summary>The same without encryption, for tests that are many and about something else.</summary>
    public static ScriptedServer StartPlain(Script script, TdsServerOptions? options = null) =>
        new(script, (options ?? new TdsServerOptions()) with { Encryption = EncryptionOffer.NotSupported });

    /// <summary>A server that answers each batch with one row of one value.</summary>
    public static ScriptedServer Answering(TdsType type, object? value, bool nullable = true) => StartPlain((_, response, _) =>
    {
        response.Columns([new TdsColumn("value", type, nullable)]);
        response.Row([value]);
        response.Done(command: 193, rowCount: 1);
        return Task.CompletedTask;
    });

    public ISqlSession Open(LoginRequest login)
    {
        if (!string.Equals(login.Password, Password, StringComparison.Ordinal))
            throw new SqlErrorException(new SqlMessage(18456, 14, 1, $"Login failed for user '{login.UserName}'."));

        var session = new ScriptedSession(Interlocked.Increment(ref _lastSpid), login, _script);
        Sessions.Enqueue(session);
        return session;
    }

    /// <summary>Full encryption where the server has any, pool off, unless the test says otherwise.</summary>
    public string ConnectionString(Action<SqlConnectionStringBuilder>? change = null)
    {
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = $"127.0.0.1,{Server.Port}",
            UserID = "sa",
            Password = Password,
            Encrypt = _encrypt,
            TrustServerCertificate = true,
            Pooling = false,
            ConnectRetryCount = 0,
            ConnectTimeout = 15,
        };
        change?.Invoke(builder);
        return builder.ConnectionString;
    }

    public async Task<SqlConnection> ConnectAsync(Action<SqlConnectionStringBuilder>? change = null)
    {
        var connection = new SqlConnection(ConnectionString(change));
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
