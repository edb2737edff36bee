using PosBackup.Engine;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>Statements that SMO does not send for us: their text, their end, and what DBCC CHECKDB finds.</summary>
public sealed class OwnStatementTests
{
    private const string Database = "o'neil]x";

    public static TheoryData<object, string> Statements => new()
    {
        { DatabaseStatements.SetSingleUser(Database), "ALTER DATABASE [o'neil]]x] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;" },
        { DatabaseStatements.SetMultiUser(Database), "ALTER DATABASE [o'neil]]x] SET MULTI_USER;" },
        { DatabaseStatements.Drop(Database), "DROP DATABASE [o'neil]]x];" },
        { CheckDatabase.Statement(Database), "DBCC CHECKDB ([o'neil]]x]) WITH NO_INFOMSGS;" },
    };

    [Theory]
    [MemberData(nameof(Statements), DisableDiscoveryEnumeration = true)]
    public async Task Complete_SendsTheTextAndTakesSilenceForSuccess(object statement, string text)
    {
        await using var instance = ScriptedInstance.Saying();

        await CompleteAsync(instance, (LongStatement)statement);

        Assert.Equal(text, Assert.Single(instance.Statements));
        Assert.Equal(text, ((LongStatement)statement).Text);
    }

    [Fact]
    public async Task Recover_WantsTheWordOfSuccess()
    {
        await using var silent = ScriptedInstance.Saying();
        await using var instance = ScriptedInstance.Saying(new SqlMessage(3014, 0, 1, "RESTORE DATABASE successfully processed 0 pages in 0.357 seconds (0.000 MB/sec)."));

        await CompleteAsync(instance, DatabaseStatements.Recover(Database));

        Assert.Equal("RESTORE DATABASE [o'neil]]x] WITH RECOVERY;", Assert.Single(instance.Statements));
        Assert.Equal(ErrorCode.RestoreFailed, (await Assert.ThrowsAsync<PosBackupException>(() => CompleteAsync(silent, DatabaseStatements.Recover(Database)))).Code);
    }

    [Fact]
    public async Task SetSingleUser_TellsThatTheDatabaseIsInUse()
    {
        await using var instance = ScriptedInstance.Saying(
            new SqlMessage(5064, 16, 1, "Changes to the state or options of database 'x' cannot be made at this time. The database is in single-user mode, and a user is currently connected to it."),
            new SqlMessage(5069, 16, 1, "ALTER DATABASE statement failed."));

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => CompleteAsync(instance, DatabaseStatements.SetSingleUser(Database)));

        Assert.Equal(ErrorCode.DatabaseInUse, error.Code);
        Assert.Contains("(5064)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_IsCancelledOnTheServer()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var instance = ScriptedInstance.Start(async (_, response, attention) =>
        {
            response.Info(new SqlMessage(5060, 0, 1, "Nonqualified transactions are being rolled back. Estimated rollback completion: 0%."));
            await response.FlushAsync();
            began.SetResult();
            await Task.Delay(Timeout.Infinite, attention).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var cancel = new CancellationTokenSource();

        Task running = CompleteAsync(instance, DatabaseStatements.SetSingleUser(Database), cancel.Token);
        await began.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Check_IsCleanInSilence()
    {
        await using var instance = ScriptedInstance.Saying();

        CheckOutcome outcome = await CheckAsync(instance);

        Assert.True(outcome.IsClean);
        Assert.Equal((StatementEnd.Completed, null), (outcome.End, outcome.Error));
    }

    [Fact]
    public async Task Check_TellsEachErrorWithTableAndPage()
    {
        await using var instance = ScriptedInstance.Saying(
            new SqlMessage(8928, 16, 1, "Object ID 245575913, index ID 1, partition ID 72057594043105280, alloc unit ID 72057594049986560 (type In-row data): Page (1:77) could not be processed.  See other errors for details."),
            new SqlMessage(8939, 16, 98, "Table error: Object ID 245575913, index ID 1, partition ID 72057594043105280, alloc unit ID 72057594049986560 (type In-row data), page (1:77). Test (IS_OFF (BUF_IOERR, pBUF->bstat)) failed. Values are 133129 and -4."),
            new SqlMessage(8990, 0, 1, "CHECKDB found 0 allocation errors and 2 consistency errors in table 'Sales' (object ID 245575913)."),
            new SqlMessage(8909, 16, 1, "Table error: Object ID 0, index ID -1, partition ID 0, alloc unit ID 0 (type Unknown), page ID (1:90) contains an incorrect page ID in its page header."),
            new SqlMessage(8989, 0, 1, "CHECKDB found 0 allocation errors and 3 consistency errors in database 'x'."));

        CheckOutcome outcome = await CheckAsync(instance);

        Assert.False(outcome.IsClean);
        Assert.Equal((StatementEnd.Failed, ErrorCode.DatabaseDamaged), (outcome.End, outcome.Error?.Code));
        Assert.Equal(
            [(8928, "Sales", "1:77"), (8939, "Sales", "1:77"), (8909, null, "1:90")],
            outcome.Findings.Select(finding => (finding.Number, finding.Object, finding.Page)));
    }

    [Theory]
    [InlineData(7983, 14, "User 'till' does not have permission to run DBCC checkdb for database 'x'.", ErrorCode.InstanceAccessDenied)]
    [InlineData(2520, 16, "Could not find database 'x'.", ErrorCode.DatabaseNotFound)]
    [InlineData(927, 14, "Database 'x' cannot be opened. It is in the middle of a restore.", ErrorCode.DatabaseUnavailable)]
    [InlineData(7928, 16, "The database snapshot for online checks could not be created.", ErrorCode.NoSpace)]
    [InlineData(8921, 16, "Check terminated. A failure was detected while collecting facts.", ErrorCode.Unknown)]
    public async Task Check_TakesWhatIsWrongWithTheCheckForNoFinding(int number, byte severity, string text, ErrorCode code)
    {
        await using var instance = ScriptedInstance.Saying(new SqlMessage(number, severity, 1, text));

        CheckOutcome outcome = await CheckAsync(instance);

        Assert.Equal((StatementEnd.Failed, code), (outcome.End, outcome.Error?.Code));
        Assert.Empty(outcome.Findings);
        Assert.False(outcome.IsClean);
    }

    private static Task<StatementOutcome> CompleteAsync(ScriptedInstance instance, LongStatement statement, CancellationToken cancellationToken = default) =>
        new StatementRunner(TimeProvider.System).CompleteAsync(instance.Options, statement, TimeSpan.FromMinutes(10), cancellationToken);

    private static Task<CheckOutcome> CheckAsync(ScriptedInstance instance) =>
        new CheckDatabase(TimeProvider.System).RunAsync(instance.Options, Database, TimeSpan.FromMinutes(10), CancellationToken.None);
}
