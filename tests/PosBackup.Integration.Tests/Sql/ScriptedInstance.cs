using System.Collections.Concurrent;
using PosBackup.Engine.Sql;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>
/// An instance that answers BACKUP, RESTORE and what goes with them as a test tells it to, and otherwise only what SMO asks when it connects: for the answers that a sound
/// server never gives.
/// </summary>
internal sealed class ScriptedInstance : IAsyncDisposable
{
    private readonly ScriptedServer _server;

    private static readonly string[] Scripted = ["BACKUP ", "RESTORE ", "DBCC ", "ALTER ", "DROP "];

    private ScriptedInstance(Script statement, Script? progress) => _server = ScriptedServer.StartPlain((request, response, attention) =>
    {
        Requests.Enqueue(request.Text);
        if (IsScripted(request.Text))
            return statement(request, response, attention);

        if (request.Text.Contains("sys.dm_exec_requests", StringComparison.Ordinal))
            return (progress ?? NoProgress)(request, response, attention);

        if (request.Text.Contains("DatabaseEngineType", StringComparison.Ordinal))
            return WhoAreYou(response);

        throw new SqlErrorException(new SqlMessage(50000, 16, 1, $"not in the script: {request.Text}"));
    });

    /// <summary>Everything that was sent, in its order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What was sent of that for which the test has the answer.</summary>
    public IEnumerable<string> Statements => Requests.Where(IsScripted);

    public IReadOnlyList<ScriptedSession> Sessions => [.. _server.Sessions];

    public InstanceOptions Options => new()
    {
        Instance = $"127.0.0.1,{_server.Server.Port}",
        User = "sa",
        Password = new PosBackup.Engine.Secret(ScriptedServer.Password),
        Encryption = ConnectionEncryption.Optional,
    };

    public static ScriptedInstance Start(Script statement, Script? progress = null) => new(statement, progress);

    /// <summary>Answers the statement with messages: class 11 and above as errors.</summary>
    public static ScriptedInstance Saying(params SqlMessage[] messages) => Start((_, response, _) =>
    {
        foreach (SqlMessage message in messages)
        {
            if (message.Class > 10)
                response.Error(message);
            else
                response.Info(message);
        }

        response.Done(command: 228, rowCount: null, error: messages.Any(message => message.Class > 10));
        return Task.CompletedTask;
    });

    /// <summary>A row of sys.dm_exec_requests.</summary>
    public static void Progress(ITdsResponse response, float percent, int cpuTime)
    {
        response.Columns(
        [
            new TdsColumn("percent_complete", new TdsType(SqlTypeCode.Real)), new TdsColumn("cpu_time", TdsType.Int),
            new TdsColumn("reads", TdsType.BigInt), new TdsColumn("writes", TdsType.BigInt), new TdsColumn("wait_type", TdsType.NVarChar(60)),
        ]);
        response.Row([percent, cpuTime, 0L, 0L, "BACKUPIO"]);
        response.Done(command: 193, rowCount: 1);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool IsScripted(string text) => Scripted.Any(word => text.StartsWith(word, StringComparison.Ordinal));

    private static Task NoProgress(SqlRequest request, ITdsResponse response, CancellationToken attention)
    {
        response.Columns([new TdsColumn("percent_complete", new TdsType(SqlTypeCode.Real))]);
        response.Done(command: 193, rowCount: 0);
        return Task.CompletedTask;
    }

    private static Task WhoAreYou(ITdsResponse response)
    {
        response.Columns(
        [
            new TdsColumn("DatabaseEngineType", TdsType.Int), new TdsColumn("Edition", TdsType.SysName), new TdsColumn("EditionID", TdsType.BigInt),
            new TdsColumn("DatabaseEngineEdition", TdsType.Variant), new TdsColumn("ProductVersion", TdsType.Variant), new TdsColumn("MicrosoftVersion", TdsType.Int),
            new TdsColumn("IsFabricServer", TdsType.Int), new TdsColumn("Collation", TdsType.SysName),
        ]);
        response.Row([1, "Standard Edition (64-bit)", -1534726760L, 2, "16.0.4165.4", 268439621, 0, "SQL_Latin1_General_CP1_CI_AS"]);
        response.Done(command: 193, rowCount: 1);
        response.Columns([new TdsColumn("host_platform", TdsType.NVarChar(256))]);
        response.Row(["Windows"]);
        response.Done(command: 193, rowCount: 1);
        response.Columns([new TdsColumn("ConnectionProtocol", TdsType.NVarChar(40))]);
        response.Row(["TCP"]);
        response.Done(command: 193, rowCount: 1);
        return Task.CompletedTask;
    }
}
