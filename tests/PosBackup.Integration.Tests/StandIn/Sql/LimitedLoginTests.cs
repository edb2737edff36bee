using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>What a login without rights is told, and what the fixed roles give it.</summary>
public sealed class LimitedLoginTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    private const string Password = "Clerk-1234";

    [Theory]
    [InlineData("SELECT * FROM till", new[] { 229 })]
    [InlineData("INSERT till VALUES (1)", new[] { 229 })]
    [InlineData("DELETE till", new[] { 229 })]
    [InlineData("CREATE TABLE t (id int)", new[] { 262 })]
    [InlineData("CREATE DATABASE mine", new[] { 262 })]
    [InlineData("BACKUP DATABASE @db TO DISK = 'f.bak'", new[] { 262, 3013 })]
    [InlineData("BACKUP LOG @db TO DISK = 'f.trn'", new[] { 262, 3013 })]
    [InlineData("CHECKPOINT", new[] { 262 })]
    [InlineData("RESTORE DATABASE @db FROM DISK = 'f.bak'", new[] { 3110, 3013 })]
    [InlineData("RESTORE HEADERONLY FROM DISK = 'f.bak'", new[] { 262, 3013 })]
    [InlineData("ALTER DATABASE CURRENT SET RECOVERY SIMPLE", new[] { 5011, 5069 })]
    [InlineData("KILL 51", new[] { 6102 })]
    [InlineData("SELECT * FROM sys.dm_os_performance_counters", new[] { 300 })]
    [InlineData("CREATE LOGIN other WITH PASSWORD = 'x'", new[] { 15247 })]
    [InlineData("DBCC CHECKDB WITH NO_INFOMSGS", new[] { 7983 })]
    public async Task UserWithoutRoles_IsRefused(string sql, int[] numbers)
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int)");
        using SqlProbe clerk = await ClerkAsync(admin, database);

        await clerk.FailsAsync($"DECLARE @db sysname = N'{database}'; {sql}", numbers);
    }

    [Fact]
    public async Task Stranger_DoesNotComeIn()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int)");
        string name = $"stranger_{database}";
        await admin.DoAsync($"CREATE LOGIN {name} WITH PASSWORD = '{Password}'");
        using SqlProbe stranger = instance.Open(login: name, password: Password);

        RecordedAnswer answer = await stranger.FailsAsync($"USE {database}", 916);
        Assert.Equal($"The server principal \"{name}\" is not able to access the database \"{database}\" under the current security context.", answer.Errors[0].Text);
        await stranger.FailsAsync($"SELECT * FROM {database}.dbo.till", 916);
        Assert.Equal(0, await stranger.ValueAsync($"HAS_DBACCESS('{database}')"));
    }

    [Fact]
    public async Task BackupOperator_BacksUpAndReadsNothing()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int)");
        using SqlProbe clerk = await ClerkAsync(admin, database);
        await admin.DoAsync($"ALTER ROLE db_backupoperator ADD MEMBER clerk_{database}");

        await clerk.DoAsync($"CHECKPOINT; BACKUP DATABASE {database} TO DISK = '{database}.bak'");
        await clerk.FailsAsync("SELECT * FROM till", 229);
        Assert.Equal($"clerk_{database}", await clerk.ValueAsync("USER_NAME()"));

        await admin.DoAsync($"ALTER ROLE db_backupoperator DROP MEMBER clerk_{database}");
        await clerk.FailsAsync($"BACKUP DATABASE {database} TO DISK = '{database}.bak'", 262, 3013);
    }

    [Fact]
    public async Task ReaderReads_WriterWrites()
    {
        using SqlProbe admin = instance.OpenNew(out string database);
        await admin.DoAsync("CREATE TABLE till (id int); INSERT till VALUES (1)");
        using SqlProbe clerk = await ClerkAsync(admin, database);

        await admin.DoAsync($"ALTER ROLE db_datareader ADD MEMBER clerk_{database}");
        Assert.Equal(1, await clerk.ValueAsync("id FROM till"));
        await clerk.FailsAsync("INSERT till VALUES (2)", 229);

        await admin.DoAsync($"ALTER ROLE db_datawriter ADD MEMBER clerk_{database}");
        await clerk.DoAsync("INSERT till VALUES (2)");
        await clerk.FailsAsync("DROP TABLE till", 262);
    }

    private async Task<SqlProbe> ClerkAsync(SqlProbe admin, string database)
    {
        await admin.DoAsync($"CREATE LOGIN clerk_{database} WITH PASSWORD = '{Password}'; CREATE USER clerk_{database} FOR LOGIN clerk_{database}");
        return instance.Open(database, $"clerk_{database}", Password);
    }
}
