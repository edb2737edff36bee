using System.Collections.Concurrent;
using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>Cancelling, progress, transactions, pooling, KILL and a connection that drops, with the real SqlClient.</summary>
public sealed class RequestTests
{
    private const string WaitForAttention = "wait";

    /// <summary>Waits for its attention when told to, else answers with the number of the session.</summary>
    private static readonly Script WaitOrAnswer = async (request, response, attention) =>
    {
        if (request.Text.Contains(WaitForAttention, StringComparison.Ordinal))
        {
            response.Info(new SqlMessage(3211, 10, 1, "10 percent processed."));
            await response.FlushAsync();
            await Task.Delay(Timeout.Infinite, attention);
        }

        response.Columns([new TdsColumn("one", TdsType.Int)]);
        response.Row([1]);
        response.Done(command: 193, rowCount: 1);
    };

    [Theory]
    [InlineData(EncryptionOffer.Off, "Mandatory")]
    [InlineData(EncryptionOffer.Off, "Optional")]
    [InlineData(EncryptionOffer.NotSupported, "Optional")]
    public async Task Attention_StopsTheBatchAndLeavesTheConnectionUsable(EncryptionOffer offer, string encrypt)
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer, new TdsServerOptions { Encryption = offer });
        await using SqlConnection connection = await server.ConnectAsync(b => b.Encrypt = SqlConnectionEncryptOption.Parse(encrypt));
        for (int i = 0; i < 3; i++)
        {
            await CancelWhenProgressComesAsync(connection, WaitForAttention);
            Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
        }
    }

    [Fact]
    public async Task Attention_StopsAnRpcToo()
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer);
        await using SqlConnection connection = await server.ConnectAsync();
        await CancelWhenProgressComesAsync(connection, WaitForAttention, withParameter: true);
        Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
    }

    [Fact]
    public async Task Timeout_EndsWithTheClientsOwnErrorAndALiveConnection()
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer);
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand(WaitForAttention, connection) { CommandTimeout = 1 };
        var late = Assert.Throws<SqlException>(() => command.ExecuteNonQuery());
        Assert.Equal(-2, late.Number);
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
    }

    [Fact]
    public async Task Attention_InTheMiddleOfRowsEndsThem()
    {
        await using var server = ScriptedServer.Start((request, response, attention) =>
        {
            response.Columns([new TdsColumn("n", TdsType.Int)]);
            int rows = string.Equals(request.Text, "endless", StringComparison.Ordinal) ? int.MaxValue : 1;
            for (int n = 0; n < rows && !attention.IsCancellationRequested; n++)
                response.Row([n]);
            response.Done(command: 193, rowCount: null);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using (var command = new SqlCommand("endless", connection))
        {
            await using SqlDataReader reader = await command.ExecuteReaderAsync();
            for (int n = 0; n < 1000; n++)
                Assert.True(await reader.ReadAsync());
            command.Cancel();
        }

        Assert.Equal(0, await ScalarAsync(connection, "one"));
    }

    [Fact]
    public async Task Progress_ComesWhileTheBatchRuns()
    {
        using var seen = new SemaphoreSlim(0);
        await using var server = ScriptedServer.Start(async (_, response, attention) =>
        {
            for (int percent = 10; percent <= 30; percent += 10)
            {
                response.Info(new SqlMessage(3211, 10, 1, $"{percent} percent processed."));
                response.Done(command: 228, rowCount: null);
                await response.FlushAsync();

                // The next one is not sent before the client has seen this one.
                await seen.WaitAsync(attention);
            }
        });
        await using SqlConnection connection = await server.ConnectAsync();
        var messages = new ConcurrentQueue<(int Number, byte Class, string Text)>();
        connection.FireInfoMessageEventOnUserErrors = true;
        connection.InfoMessage += (_, e) =>
        {
            messages.Enqueue((e.Errors[0].Number, e.Errors[0].Class, e.Errors[0].Message));
            seen.Release();
        };
        await using var command = new SqlCommand("BACKUP", connection);

        // Only the synchronous call delivers messages while it runs.
        await Task.Run(() => command.ExecuteNonQuery());
        Assert.Equal(
            [(3211, 0, "10 percent processed."), (3211, 0, "20 percent processed."), (3211, 0, "30 percent processed.")],
            messages.ToArray());
    }

    [Fact]
    public async Task Errors_ArriveWithAllTheirFields()
    {
        await using var server = ScriptedServer.Start((_, response, _) =>
        {
            response.Error(new SqlMessage(3201, 16, 2, "Cannot open backup device 'D:\\x.bak'.", Line: 3));
            response.Error(new SqlMessage(3013, 16, 1, "BACKUP DATABASE is terminating abnormally.", Line: 3, Procedure: "sp_x"));
            response.Done(command: 228, rowCount: null, error: true);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        var failed = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(connection, "BACKUP"));
        Assert.Equal([(3201, 16, 2, 3, ""), (3013, 16, 1, 3, "sp_x")], failed.Errors.Cast<SqlError>()
            .Select(e => (e.Number, (int)e.Class, (int)e.State, e.LineNumber, e.Procedure)));
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public async Task Transaction_IsTheSessionsOwn()
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer);
        await using SqlConnection connection = await server.ConnectAsync();
        await using (var first = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.Serializable))
        {
            await using var command = new SqlCommand("SELECT 1", connection, first);
            await command.ExecuteScalarAsync();
            await first.CommitAsync();
        }

        await using (var second = (SqlTransaction)await connection.BeginTransactionAsync())
            await second.RollbackAsync();
        Assert.Equal(["begin SERIALIZABLE", "commit", "begin READ COMMITTED", "rollback"], Assert.Single(server.Sessions).Notes);
    }

    [Fact]
    public async Task Savepoint_ReachesTheSessionAsText()
    {
        var texts = new ConcurrentQueue<string>();
        await using var server = ScriptedServer.Start((request, _, _) =>
        {
            texts.Enqueue(request.Text);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync();
        await transaction.SaveAsync("a]b");
        await transaction.RollbackAsync("a]b");
        Assert.Equal(["SAVE TRANSACTION [a]]b]", "ROLLBACK TRANSACTION [a]]b]"], texts);
    }

    [Fact]
    public async Task PooledConnection_IsResetBeforeItIsUsedAgain()
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer);
        string connectionString = server.ConnectionString(b => b.Pooling = true);
        for (int i = 0; i < 3; i++)
        {
            await using var connection = new SqlConnection(connectionString);
            await connection.OpenAsync();
            Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
        }

        SqlConnection.ClearPool(new SqlConnection(connectionString));
        Assert.Equal(["reset", "reset"], Assert.Single(server.Sessions).Notes);
    }

    [Fact]
    public async Task Clients_AreServedAtTheSameTime()
    {
        const int clients = 20;
        using var all = new Barrier(clients);
        await using var server = ScriptedServer.Start(async (request, response, _) =>
        {
            // Passes only when as many sessions are in here together as there are clients.
            await Task.Factory.StartNew(
                () => all.SignalAndWait(TimeSpan.FromSeconds(60)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            response.Columns([new TdsColumn("text", TdsType.NVarCharMax)]);
            response.Row([request.Text]);
            response.Done(command: 193, rowCount: 1);
        });
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async i =>
        {
            await using SqlConnection connection = await server.ConnectAsync();
            Assert.Equal($"SELECT {i}", await ScalarAsync(connection, $"SELECT {i}"));
        }));
        Assert.Equal(clients, server.Sessions.Select(s => s.Spid).Distinct().Count());
    }

    [Fact]
    public async Task Kill_EndsARunningBatchWith596AndTheConnection()
    {
        using var running = new SemaphoreSlim(0);
        await using var server = ScriptedServer.Start(async (_, _, attention) =>
        {
            running.Release();
            await Task.Delay(Timeout.Infinite, attention);
        });
        await using SqlConnection connection = await server.ConnectAsync();
        ValueTask killing = KillWhenRunningAsync();
        var killed = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(connection, "BACKUP"));
        await killing;
        Assert.Equal((596, 21), (killed.Number, killed.Class));
        Assert.NotEqual(ConnectionState.Open, connection.State);

        async ValueTask KillWhenRunningAsync()
        {
            await running.WaitAsync();
            Assert.Single(server.Sessions).Kill();
        }
    }

    [Fact]
    public async Task Kill_ClosesAnIdleConnection()
    {
        await using var server = ScriptedServer.Start(WaitOrAnswer);
        await using SqlConnection connection = await server.ConnectAsync();
        Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
        Assert.Single(server.Sessions).Kill();
        var gone = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(connection, "SELECT 1"));
        Assert.Equal(20, gone.Class);
    }

    [Fact]
    public async Task DropConnection_IsATransportErrorToTheClient()
    {
        await using var server = ScriptedServer.Start(async (_, response, _) =>
        {
            response.Info(new SqlMessage(3211, 10, 1, "50 percent processed."));
            await response.FlushAsync();
            response.DropConnection();
            response.Info(new SqlMessage(3211, 10, 1, "60 percent processed."));
        });
        await using SqlConnection connection = await server.ConnectAsync();
        var lost = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(connection, "BACKUP"));
        Assert.Equal(20, lost.Class);
        Assert.Contains("transport-level error", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientThatGoesAway_StopsItsBatch()
    {
        using var running = new SemaphoreSlim(0);
        var stopped = new TaskCompletionSource();
        await using var server = ScriptedServer.Start(async (_, _, attention) =>
        {
            running.Release();
            await using CancellationTokenRegistration registration = attention.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, attention);
        });
        RawClient client = await RawClient.LogInAsync(server.Server.Port);
        await client.SendBatchAsync("BACKUP");
        await running.WaitAsync();
        client.Dispose();
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task CancelWhenProgressComesAsync(SqlConnection connection, string text, bool withParameter = false)
    {
        await using var command = new SqlCommand(text, connection);
        if (withParameter)
            command.Parameters.AddWithValue("@p", 1);
        connection.FireInfoMessageEventOnUserErrors = true;
        void Cancel(object sender, SqlInfoMessageEventArgs e) => command.Cancel();
        connection.InfoMessage += Cancel;
        var cancelled = Assert.Throws<SqlException>(() => command.ExecuteNonQuery());
        connection.InfoMessage -= Cancel;
        Assert.Contains("cancelled by user", cancelled.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> ScalarAsync(SqlConnection connection, string text)
    {
        await using var command = new SqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }
}
