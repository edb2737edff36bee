using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

public sealed class ParsingTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    [Theory]
    [InlineData("SELECT 1 +", 102, "Incorrect syntax near '+'.")]
    [InlineData("SELECT * FORM x", 102, "Incorrect syntax near 'FORM'.")]
    [InlineData("SELECT * FROM t WHERE ORDER BY 1", 156, "Incorrect syntax near the keyword 'ORDER'.")]
    [InlineData("SELECT 'abc", 105, "Unclosed quotation mark after the character string 'abc'.")]
    [InlineData("BACKUP DATABASE x TO DISK = 'a' WITH BOGUS", 155, "'BOGUS' is not a recognized BACKUP option.")]
    [InlineData("RESTORE DATABASE x FROM DISK = 'a' WITH BOGUS", 155, "'BOGUS' is not a recognized RESTORE option.")]
    [InlineData("SET FOO ON", 195, "'FOO' is not a recognized SET option.")]
    public async Task ABatchThatIsNoTSql_IsRefusedInSqlServersWords(string sql, int number, string text)
    {
        using SqlProbe sa = instance.Open();
        RecordedAnswer answer = await sa.RunAsync(sql);
        Assert.Equal(number, answer.Errors[0].Number);
        Assert.Equal(15, answer.Errors[0].Class);
        Assert.Equal(text, answer.Errors[0].Text);
    }

    [Fact]
    public async Task ASyntaxError_TellsItsLine()
    {
        using SqlProbe sa = instance.Open();
        Assert.Equal(3, (await sa.RunAsync("SELECT 1\n\nSELEC 2 FROM")).Errors[0].Line);
    }

    [Fact]
    public async Task NothingOfABatchRuns_WhenOneStatementIsNoTSql()
    {
        using SqlProbe sa = instance.Open();
        RecordedAnswer answer = await sa.RunAsync("SELECT 1; SELECT * FORM x");
        Assert.Empty(answer.Results);
    }

    [Fact]
    public async Task Go_IsNoTSql()
    {
        using SqlProbe sa = instance.Open();
        await sa.FailsAsync("SELECT 1;\nGO\nSELECT 2", 102);
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a", "CREATE VIEW")]
    [InlineData("MERGE t USING s ON 1 = 1 WHEN MATCHED THEN DELETE;", "MERGE")]
    [InlineData("DBCC SHRINKFILE(1)", "DBCC SHRINKFILE")]
    [InlineData("SELECT SOUNDEX('a')", "SOUNDEX")]
    [InlineData("SELECT * FROM sys.dm_os_wait_stats", "sys.dm_os_wait_stats")]
    [InlineData("EXEC sp_who2", "sp_who2")]
    [InlineData("SELECT @@CPU_BUSY", "@@CPU_BUSY")]
    public async Task WhatTheStandInDoesNotKnow_IsRefusedByName(string sql, string name)
    {
        using SqlProbe sa = instance.Open();
        RecordedAnswer answer = await sa.FailsAsync(sql, 50001);
        Assert.Contains(name, answer.Errors[0].Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("stand-in", answer.Errors[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownFunction_IsTheCallersMistake()
    {
        using SqlProbe sa = instance.Open();
        await sa.FailsAsync("SELECT NO_SUCH_FUNCTION(1)", 195);
    }

    [Fact]
    public async Task LongRowsOfLiterals_MeanWhatTheParserWouldHaveMadeOfThem()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync("CREATE TABLE t (a int, b nvarchar(40), c decimal(9, 2), d varchar(9))");
        string rows = string.Join(",\n ", Enumerable.Range(1, 200).Select(i => $"(-{i}, N'it''s (数据), {i}', {i}.25, NULL)"));
        RecordedAnswer answer = await shop.DoAsync($"INSERT INTO t (a, b, c, d) VALUES {rows};");
        Assert.Equal(200, answer.Ended.Single().Count);
        Assert.Equal([-7, "it's (数据), 7", 7.25m, null], (await shop.DoAsync("SELECT * FROM t WHERE a = -7")).Row);
    }

    [Fact]
    public async Task LongRowsWithAFlaw_AreASyntaxErrorStill()
    {
        using SqlProbe shop = instance.OpenNew();
        await shop.DoAsync("CREATE TABLE t (a int, b nvarchar(40))");
        string rows = string.Join(", ", Enumerable.Range(1, 300).Select(i => $"({i}, N'abc')"));
        await shop.FailsAsync($"INSERT INTO t VALUES {rows}, (301, N'abc'", 102);
        Assert.Equal(0, await shop.ValueAsync("COUNT(*) FROM t"));
    }
}
