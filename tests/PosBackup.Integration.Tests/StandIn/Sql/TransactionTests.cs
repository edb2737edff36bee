using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>Two sessions at one table, savepoints, and what an error does to a transaction.</summary>
public sealed class TransactionTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    private const string Till = "CREATE TABLE till (id int PRIMARY KEY, amount int NOT NULL); INSERT till VALUES (1, 10);";

    [Fact]
    public async Task SecondWriter_GivesUpAfterItsLockTimeout()
    {
        using SqlProbe first = instance.OpenNew(out string database);
        using SqlProbe second = instance.Open(database);
        await first.DoAsync(Till);
        await first.DoAsync("BEGIN TRAN; UPDATE till SET amount = 11");

        await second.FailsAsync("SET LOCK_TIMEOUT 0; UPDATE till SET amount = 12", 1222);
        Assert.Equal(0, await second.ValueAsync("@@LOCK_TIMEOUT"));
        Assert.Equal(10, await second.ValueAsync("amount FROM till"));

        await first.DoAsync("COMMIT");
        await second.DoAsync("UPDATE till SET amount = amount + 1");
        Assert.Equal(12, await first.ValueAsync("amount FROM till"));
    }

    [Fact]
    public async Task SecondWriter_WaitsForTheFirstAndSeesWhatItCommitted()
    {
        using SqlProbe first = instance.OpenNew(out string database);
        using SqlProbe second = instance.Open(database);
        await first.DoAsync(Till);
        await first.DoAsync("BEGIN TRAN; UPDATE till SET amount = 11");

        Task<RecordedAnswer> waiting = Task.Run(() => second.RunAsync("UPDATE till SET amount = amount + 1"));
        Assert.False(waiting.IsCompleted);
        await first.DoAsync("COMMIT");

        Assert.Empty((await waiting).Errors);
        Assert.Equal(12, await first.ValueAsync("amount FROM till"));
    }

    [Fact]
    public async Task SecondWriter_GoesOnWhenTheFirstIsGone()
    {
        SqlProbe first = instance.OpenNew(out string database);
        using SqlProbe second = instance.Open(database);
        await first.DoAsync(Till);
        await first.DoAsync("BEGIN TRAN; UPDATE till SET amount = 11");
        first.Dispose();

        await second.DoAsync("SET LOCK_TIMEOUT 0; UPDATE till SET amount = amount + 1");
        Assert.Equal(11, await second.ValueAsync("amount FROM till"));
    }

    [Fact]
    public async Task Savepoint_TakesBackWhatCameAfterIt()
    {
        using SqlProbe till = instance.OpenNew();
        await till.DoAsync(Till);

        await till.DoAsync("""
            BEGIN TRAN; INSERT till VALUES (2, 1); SAVE TRAN a; INSERT till VALUES (3, 1); SAVE TRAN b; INSERT till VALUES (4, 1);
            ROLLBACK TRAN b; INSERT till VALUES (5, 1); ROLLBACK TRAN a; INSERT till VALUES (6, 1); COMMIT
            """);

        Assert.Equal([1, 2, 6], (await till.DoAsync("SELECT id FROM till ORDER BY id")).Column);
        Assert.Equal(0, await till.ValueAsync("@@TRANCOUNT"));
    }

    [Theory]
    [InlineData("BEGIN TRAN; SAVE TRAN a; ROLLBACK TRAN b", 6401)]
    [InlineData("SAVE TRAN a", 628)]
    [InlineData("COMMIT", 3902)]
    [InlineData("ROLLBACK", 3903)]
    [InlineData("BEGIN TRAN; ALTER DATABASE CURRENT SET RECOVERY SIMPLE", 226)]
    public async Task MisplacedStatements_FailWithTheirNumbers(string sql, int number)
    {
        using SqlProbe till = instance.OpenNew();
        await till.FailsAsync(sql, number);
    }

    [Theory]
    [InlineData("OFF", new[] { 1, 2, 4 })]
    [InlineData("ON", new[] { 1 })]
    public async Task XactAbort_DecidesWhetherARefusedRowEndsTheTransaction(string setting, int[] rows)
    {
        using SqlProbe till = instance.OpenNew();
        await till.DoAsync(Till);

        await till.FailsAsync($"SET XACT_ABORT {setting}; BEGIN TRAN; INSERT till VALUES (2, 1); INSERT till VALUES (1, 1); INSERT till VALUES (4, 1); COMMIT", 2627);

        Assert.Equal(0, await till.ValueAsync("@@TRANCOUNT"));
        Assert.Equal(rows.Cast<object?>(), (await till.DoAsync("SELECT id FROM till ORDER BY id")).Column);
    }

    [Fact]
    public async Task DoomedTransaction_CanOnlyBeRolledBack()
    {
        using SqlProbe till = instance.OpenNew();
        await till.DoAsync(Till);
        const string doom = "SET XACT_ABORT ON; BEGIN TRY BEGIN TRAN; INSERT till VALUES (2, 1); INSERT till VALUES (1, 1) END TRY BEGIN CATCH ";

        Assert.Equal((short)-1, (await till.DoAsync(doom + "SELECT XACT_STATE(); ROLLBACK END CATCH")).Value);
        await till.FailsAsync(doom + "COMMIT END CATCH", 3930);
        await till.FailsAsync(doom + "SELECT 1 END CATCH", 3998);

        Assert.Equal(0, await till.ValueAsync("@@TRANCOUNT"));
        Assert.Equal([1], (await till.DoAsync("SELECT id FROM till")).Column);
    }
}
