using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>What the stand-in does not do it says, to the client and to whoever runs it; what it takes has its effect.</summary>
public sealed class RefusalTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    [Theory]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SNAPSHOT")]
    [InlineData("SET ANSI_WARNINGS OFF")]
    [InlineData("SET ANSI_NULLS OFF")]
    [InlineData("SET ANSI_DEFAULTS ON")]
    [InlineData("SET IMPLICIT_TRANSACTIONS ON")]
    [InlineData("SET FMTONLY ON")]
    [InlineData("SELECT 1 OPTION (MAXRECURSION 5)")]
    [InlineData("SELECT name FROM sys.databases WITH (XLOCK)")]
    [InlineData("SELECT name FROM sys.databases WITH (HOLDLOCK)")]
    [InlineData("DBCC SHRINKDATABASE (master)")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS one")]
    [InlineData("EXEC sp_configure")]
    public async Task WhatIsNotDone_IsRefusedByName(string sql)
    {
        using SqlProbe probe = instance.Open();
        await probe.FailsAsync(sql, 50001);
    }

    [Theory]
    [InlineData("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData("SET ANSI_WARNINGS ON; SET ARITHABORT OFF; SET ANSI_NULLS ON")]
    [InlineData("SELECT 1 OPTION (RECOMPILE, MAXDOP 1, MAXRECURSION 0)")]
    [InlineData("SELECT name FROM sys.databases WITH (NOLOCK)")]
    public async Task WhatChangesNothing_IsTaken(string sql)
    {
        using SqlProbe probe = instance.Open();
        await probe.DoAsync(sql);
    }

    [Fact]
    public async Task Refusals_AreToldEvenWhenCaught()
    {
        using var own = new SqlInstance();
        var told = new List<string>();
        own.Instance.Refused += (_, refused) => told.Add(refused.ToString());
        using SqlProbe probe = own.Open();

        await probe.DoAsync("BEGIN TRY DBCC SHRINKDATABASE (master) END TRY BEGIN CATCH END CATCH");
        await probe.FailsAsync("SELECT * FROM nowhere", 208);

        Assert.Contains("SHRINKDATABASE", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_StandInTheServersLog()
    {
        await using var server = LocalStandIn.Start();
        await Assert.ThrowsAsync<SqlException>(() => server.ExecuteAsync("CREATE VIEW v AS SELECT 1 AS one"));

        Assert.Contains(server.Log, line => line.StartsWith("refused", StringComparison.Ordinal) && line.Contains("CREATE VIEW", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IsolationLevelOfAClientsTransaction_IsRefusedToo()
    {
        await using var server = LocalStandIn.Start();
        await using SqlConnection connection = await server.ConnectAsync();

        var refused = await Assert.ThrowsAsync<SqlException>(async () => await connection.BeginTransactionAsync(IsolationLevel.Serializable));

        Assert.Equal(50001, refused.Number);
        Assert.Contains(server.Log, line => line.Contains("SERIALIZABLE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TextSize_CutsLongValues()
    {
        using SqlProbe probe = instance.Open();
        RecordedAnswer answer = await probe.DoAsync("SET TEXTSIZE 4; SELECT CAST(N'abcdef' AS nvarchar(max)), CAST('abcdef' AS varchar(max)), N'abcdef', @@TEXTSIZE");
        Assert.Equal(["ab", "abcd", "abcdef", 4], answer.Row);
    }

    [Fact]
    public async Task LastGoodCheck_IsSetByCheckDb()
    {
        using SqlProbe probe = instance.OpenNew(out string database);
        string property = $"CAST(DATABASEPROPERTYEX('{database}', 'LastGoodCheckDbTime') AS datetime)";
        Assert.Equal(new DateTime(1900, 1, 1), await probe.ValueAsync(property));

        await probe.DoAsync("DBCC CHECKDB WITH NO_INFOMSGS");

        Assert.Equal(1, await probe.ValueAsync($"CASE WHEN {property} > DATEADD(hour, -1, GETDATE()) THEN 1 ELSE 0 END"));
        Assert.Equal(957, await probe.ValueAsync($"CAST(DATABASEPROPERTYEX('{database}', 'Version') AS int)"));
    }

    [Fact]
    public async Task WhatIsNotCounted_IsNull()
    {
        using SqlProbe probe = instance.Open();
        RecordedAnswer answer = await probe.DoAsync("SELECT cpu_time, reads, writes FROM sys.dm_exec_requests WHERE session_id = @@SPID");
        Assert.Equal([null, null, null], answer.Row);
    }
}
