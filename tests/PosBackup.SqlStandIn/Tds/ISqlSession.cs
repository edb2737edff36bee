namespace PosBackup.SqlStandIn.Tds;

/// <summary>Opens sessions for logins: what the TDS server knows of the SQL engine behind it.</summary>
public interface ISqlSessionFactory
{
    /// <summary>Checks the login and opens a session.</summary>
    /// <exception cref="SqlErrorException">18456, 4060 and the like: sent to the client, then the connection is closed.</exception>
    ISqlSession Open(LoginRequest login);
}

/// <summary>One logged-in connection. Calls come one at a time.</summary>
public interface ISqlSession : IDisposable
{
    /// <summary>@@SPID.</summary>
    int Spid { get; }

    /// <summary>Current database.</summary>
    string Database { get; }

    /// <summary>Language of the session, as in LOGIN7 or the server's default.</summary>
    string Language { get; }

    /// <summary>
    /// Cancelled when another session KILLs this one: the server stops the running request, says 596 and closes the connection.
    /// </summary>
    CancellationToken Killed { get; }

    /// <summary>
    /// Runs a batch or an sp_executesql call. Everything, errors too, goes to the response; only a bug throws.
    /// The token is cancelled by an attention, a KILL or a client that went away: stop the work (and roll back the statement), then return.
    /// </summary>
    Task ExecuteAsync(SqlRequest request, ITdsResponse response, CancellationToken attention);

    /// <summary>BEGIN TRANSACTION from the transaction manager; answers with a new descriptor.</summary>
    long BeginTransaction(string isolationLevel);

    /// <summary>COMMIT from the transaction manager.</summary>
    void CommitTransaction();

    /// <summary>ROLLBACK from the transaction manager.</summary>
    void RollbackTransaction();

    /// <summary>The client asked for a connection reset (pooling): open transactions roll back, SET options and temp tables go, the database is the login's.</summary>
    void Reset();
}

/// <summary>What LOGIN7 says.</summary>
public sealed record LoginRequest(string UserName, string Password, string Database, string Language, string HostName, string ApplicationName, uint TdsVersion)
{
    /// <summary>Who and from where; never the password.</summary>
    public override string ToString() => $"{UserName} from {HostName} ({ApplicationName})";
}

/// <summary>
/// A batch, or the statement of an RPC with its parameters. A call of any other procedure comes as the statement
/// <c>EXEC name @a = @a, @b = @b OUTPUT</c>.
/// </summary>
public sealed record SqlRequest(string Text, IReadOnlyList<SqlParameterValue> Parameters)
{
    /// <summary>Whether it came as an RPC (sp_executesql, sp_prepexec, sp_execute, a procedure by name) and not as a batch.</summary>
    public bool IsRpc { get; init; }
}

/// <summary>A parameter of an RPC. The name has its @; the type is the one on the wire.</summary>
public sealed record SqlParameterValue(string Name, TdsType Type, object? Value, bool IsOutput);
