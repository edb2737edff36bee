using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>ALTER DATABASE: who may be in, and in which state.</summary>
public sealed class AlterDatabaseTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    [Fact]
    public async Task Offline_KeepsTheRowsUntilOnline()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int); INSERT till VALUES (7); USE master");

        await admin.DoAsync($"ALTER DATABASE {database} SET OFFLINE");
        await admin.FailsAsync($"USE {database}", 942);
        await admin.FailsAsync($"SELECT * FROM {database}.dbo.till", 942);
        Assert.Equal("OFFLINE", await admin.ValueAsync($"state_desc FROM sys.databases WHERE name = '{database}'"));
        Assert.Equal(0, await admin.ValueAsync($"HAS_DBACCESS('{database}')"));

        await admin.DoAsync($"ALTER DATABASE {database} SET ONLINE");
        Assert.Equal(7, await admin.ValueAsync($"id FROM {database}.dbo.till"));
    }

    [Fact]
    public async Task ReadOnly_RefusesWritesUntilReadWrite()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync($"CREATE TABLE till (id int); ALTER DATABASE {database} SET READ_ONLY");

        await admin.FailsAsync("INSERT till VALUES (1)", 3906);
        Assert.Equal(true, await admin.ValueAsync("is_read_only FROM sys.databases WHERE database_id = DB_ID()"));
        await admin.DoAsync($"ALTER DATABASE {database} SET READ_WRITE; INSERT till VALUES (1)");
    }

    [Fact]
    public async Task ModifyName_RenamesUnderTheSession()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int)");
        RecordedAnswer renamed = await admin.DoAsync($"ALTER DATABASE {database} MODIFY NAME = renamed_{database}");

        Assert.Equal(5021, Assert.Single(renamed.Infos).Number);
        Assert.Equal($"renamed_{database}", await admin.ValueAsync("DB_NAME()"));
        Assert.Null(await admin.ValueAsync($"DB_ID('{database}')"));
        Assert.Equal(0, await admin.ValueAsync("COUNT(*) FROM till"));
        await admin.FailsAsync($"ALTER DATABASE renamed_{database} MODIFY NAME = msdb", 1801, 5069);
        await admin.FailsAsync("ALTER DATABASE msdb MODIFY NAME = other", 5018, 5069);
    }

    [Fact]
    public async Task SingleUser_LetsOneInAndMultiUserAll()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        using SqlProbe other = instance.Open();
        await admin.DoAsync($"ALTER DATABASE {database} SET SINGLE_USER");

        await other.FailsAsync($"USE {database}", 924);
        Assert.Equal("SINGLE_USER", await other.ValueAsync($"user_access_desc FROM sys.databases WHERE name = '{database}'"));

        await other.DoAsync($"ALTER DATABASE {database} SET MULTI_USER");
        await other.DoAsync($"USE {database}");
    }

    [Fact]
    public async Task SingleUser_WaitsForOthersUnlessToldNotTo()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        SqlProbe other = instance.Open(database);

        await admin.FailsAsync($"ALTER DATABASE {database} SET SINGLE_USER WITH NO_WAIT", 5070, 5069);
        Task<RecordedAnswer> waiting = Task.Run(() => admin.RunAsync($"ALTER DATABASE {database} SET SINGLE_USER"));
        other.Dispose();

        Assert.Empty((await waiting).Errors);
    }

    [Fact]
    public async Task RollbackImmediate_ThrowsOthersOutAndUndoesTheirWork()
    {
        await using var server = LocalStandIn.Start();
        string database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync("CREATE TABLE till (id int); INSERT till VALUES (1)", database);
        await using SqlConnection victim = await server.ConnectAsync(database);
        await using (var work = new SqlCommand("BEGIN TRAN; INSERT till VALUES (2)", victim))
            await work.ExecuteNonQueryAsync();

        await server.ExecuteAsync($"ALTER DATABASE {database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE");

        await using var next = new SqlCommand("SELECT 1", victim);
        await Assert.ThrowsAsync<SqlException>(() => next.ExecuteScalarAsync());
        Assert.Equal(1, await server.ScalarAsync("SELECT COUNT(*) FROM till", database));
    }

    [Theory]
    [InlineData("SET COMPATIBILITY_LEVEL = 170", 15048)]
    [InlineData("SET COMPATIBILITY_LEVEL = 95", 15048)]
    public async Task CompatibilityLevel_IsOneTheVersionHas(string what, int number)
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        RecordedAnswer answer = await admin.FailsAsync($"ALTER DATABASE {database} {what}", number, 5069);
        Assert.Equal("Valid values of the database compatibility level are 100, 110, 120, 130, 140, 150, or 160.", answer.Errors[0].Text);
        await admin.DoAsync($"ALTER DATABASE {database} SET COMPATIBILITY_LEVEL = 110; ALTER DATABASE {database} SET COMPATIBILITY_LEVEL = 160");
    }

    [Fact]
    public async Task DropDatabase_IsRefusedWhileInUseAndTakesTheFilesAlong()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        using SqlProbe other = instance.Open();
        string file = instance.Instance.Find(database)!.StorePath;

        await other.FailsAsync($"DROP DATABASE {database}", 3702);
        await other.FailsAsync("DROP DATABASE model", 3708);
        await other.FailsAsync("DROP DATABASE nowhere", 3701);
        await admin.DoAsync($"USE master; DROP DATABASE {database}; DROP DATABASE IF EXISTS {database}");

        Assert.False(File.Exists(file));
    }
}
