using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>Wire and language together: what holds on a real server holds on the stand-in.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Login_FailsWithTheServersNumbers()
    {
        await using TestServer server = TestServer.Start();
        var wrongPassword = await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(
            change: b => (b.IntegratedSecurity, b.UserID, b.Password) = (false, "nobody", "wrong")));
        Assert.Equal((18456, 14), (wrongPassword.Number, wrongPassword.Class));
        var noDatabase = await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync("no such database"));
        Assert.Equal((4060, 11), (noDatabase.Number, noDatabase.Class));
    }

    [Fact]
    public async Task Smo_ConnectsAndLearnsWhoTheServerIs()
    {
        await using TestServer server = TestServer.Start();
        await using SqlConnection connection = await server.ConnectAsync();
        var smo = new Server(new ServerConnection(connection));
        Assert.Equal(connection.ServerVersion[..2], $"{smo.Version.Major:00}");
        Assert.Equal(DatabaseEngineType.Standalone, smo.DatabaseEngineType);
        Assert.Equal(await server.ScalarAsync("SELECT CONVERT(int, SERVERPROPERTY('EngineEdition'))"), (int)smo.DatabaseEngineEdition);
        Assert.Equal(await server.ScalarAsync("SELECT CONVERT(nvarchar(128), SERVERPROPERTY('Collation'))"), smo.Collation);
    }

    [Fact]
    public async Task PooledConnection_ForgetsWhatTheLastUserSet()
    {
        await using TestServer server = TestServer.Start();
        string database = await server.CreateDatabaseAsync();
        string pooled = server.ConnectionString(change: b => (b.Pooling, b.MaxPoolSize) = (true, 1));
        await using (var first = new SqlConnection(pooled))
        {
            await first.OpenAsync();
            await RunAsync(first, $"USE {TestServer.Quote(database)}; CREATE TABLE dbo.T (Id int NOT NULL); CREATE TABLE #mine (Id int NOT NULL)");
            await RunAsync(first, "BEGIN TRANSACTION; INSERT INTO dbo.T VALUES (1)");
        }

        await using (var second = new SqlConnection(pooled))
        {
            await second.OpenAsync();
            Assert.Equal("master", await ScalarAsync(second, "SELECT DB_NAME()"));
            Assert.Equal(0, await ScalarAsync(second, "SELECT @@TRANCOUNT"));
            var gone = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(second, "SELECT COUNT(*) FROM #mine"));
            Assert.Equal(208, gone.Number);
            Assert.Equal(0, await ScalarAsync(second, $"SELECT COUNT(*) FROM {TestServer.Quote(database)}.dbo.T"));
        }

        SqlConnection.ClearPool(new SqlConnection(pooled));
    }

    [Fact]
    public async Task Transaction_OfTheClientCommitsAndRollsBack()
    {
        await using TestServer server = TestServer.Start();
        string database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync("CREATE TABLE dbo.T (Id int NOT NULL)", database);
        await using SqlConnection connection = await server.ConnectAsync(database);
        await using (var committed = (SqlTransaction)await connection.BeginTransactionAsync())
        {
            await RunAsync(connection, "INSERT INTO dbo.T VALUES (1)", committed);
            await committed.CommitAsync();
        }

        await using (var rolledBack = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadUncommitted))
        {
            await RunAsync(connection, "INSERT INTO dbo.T VALUES (2)", rolledBack);
            await rolledBack.RollbackAsync();
        }

        Assert.Equal(1, await ScalarAsync(connection, "SELECT SUM(Id) FROM dbo.T"));
    }

    [Fact]
    public async Task Parameters_OfEveryKindComeBackFromTheLanguage()
    {
        await using TestServer server = TestServer.Start();
        await using SqlConnection connection = await server.ConnectAsync();
        (SqlDbType Type, object Value)[] values =
        [
            (SqlDbType.Bit, true), (SqlDbType.TinyInt, (byte)255), (SqlDbType.SmallInt, short.MinValue), (SqlDbType.Int, int.MaxValue),
            (SqlDbType.BigInt, long.MinValue), (SqlDbType.Float, -0.125), (SqlDbType.Decimal, 1234567.89m), (SqlDbType.Money, -12.3456m),
            (SqlDbType.UniqueIdentifier, new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90")), (SqlDbType.DateTime, new DateTime(2026, 2, 28, 13, 5, 7)),
            (SqlDbType.Date, new DateTime(2026, 2, 28)), (SqlDbType.DateTime2, new DateTime(2026, 2, 28, 13, 5, 7).AddTicks(1234567)),
            (SqlDbType.NVarChar, "数据库 O'Neil"), (SqlDbType.NVarChar, new string('库', 5000)), (SqlDbType.VarBinary, new byte[] { 0, 255 }),
        ];
        foreach ((SqlDbType type, object value) in values)
        {
            await using var command = new SqlCommand("SELECT @value AS value", connection);
            command.Parameters.Add("@value", type).Value = value;
            Assert.Equal(value, await command.ExecuteScalarAsync());
            command.Parameters[0].Value = DBNull.Value;
            Assert.Equal(DBNull.Value, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task ManyClients_SellAtTheSameTime()
    {
        const int clients = 10;
        const int salesEach = 20;
        await using TestServer server = TestServer.Start();
        string database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync("CREATE TABLE dbo.Sales (Client int NOT NULL, Number int NOT NULL, PRIMARY KEY (Client, Number))", database);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (int number = 0; number < salesEach; number++)
            {
                await using SqlConnection connection = await server.ConnectAsync(database, b => b.Pooling = number % 2 == 0);
                await using var command = new SqlCommand("INSERT INTO dbo.Sales VALUES (@client, @number)", connection);
                command.Parameters.AddWithValue("@client", client);
                command.Parameters.AddWithValue("@number", number);
                Assert.Equal(1, await command.ExecuteNonQueryAsync());
            }
        }));
        Assert.Equal(clients * salesEach, await server.ScalarAsync("SELECT COUNT(*) FROM dbo.Sales", database));
        SqlConnection.ClearPool(new SqlConnection(server.ConnectionString(database, b => b.Pooling = true)));
    }

    [Fact]
    public async Task Kill_EndsAnotherSession()
    {
        await using TestServer server = TestServer.Start();
        await using SqlConnection victim = await server.ConnectAsync();
        await server.ExecuteAsync($"KILL {victim.ServerProcessId}");
        var gone = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(victim, "SELECT 1"));
        Assert.True(gone.Class >= 20, gone.Message);
    }

    [Fact]
    public async Task Wait_IsCutShortByAnAttention()
    {
        await using TestServer server = TestServer.Start();
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand("WAITFOR DELAY '00:01:00'", connection) { CommandTimeout = 1 };
        var late = Assert.Throws<SqlException>(() => command.ExecuteNonQuery());
        Assert.Equal(-2, late.Number);
        Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
    }

    private static async Task RunAsync(SqlConnection connection, string text, SqlTransaction? transaction = null)
    {
        await using var command = new SqlCommand(text, connection, transaction);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(SqlConnection connection, string text)
    {
        await using var command = new SqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }
}
