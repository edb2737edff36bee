using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>RESTORE as we send it, and what goes with it, brings rows back.</summary>
public sealed class RestoringTests
{
    [Fact]
    public async Task FullDifferentialAndLog_BringBackEveryRow()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("all.bak");
        await shop.SellAsync(2);
        await shop.BackUpAsync("all.bak", options: "DIFFERENTIAL, CHECKSUM");
        await shop.SellAsync(3);
        await shop.BackUpAsync("all.bak", "LOG");

        StatementOutcome outcome = await shop.SucceedAsync(
            shop.Full(full), shop.Next(full) with { Position = 2 }, shop.Log(full) with { Position = 3, Ending = RestoreEnding.Recovery });

        Assert.Equal(3, await shop.ReceiptsAsync());
        Assert.Contains(outcome.Messages, message => message.Number == StatementVerdict.SuccessfullyProcessed);
        Assert.Equal(DatabaseState.Online, (await shop.TargetAsync())!.Database.State);
    }

    [Fact]
    public async Task StopAt_EndsThere_AndBehindTheLogWaitsForMore()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        string log = await shop.BackUpAsync("l.trn", "LOG");
        RestoreCommand late = shop.Log(log) with { Ending = RestoreEnding.Recovery, Stop = new RestoreStop.At(new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)) };

        StatementOutcome outcome = await shop.SucceedAsync(shop.Full(full), late);

        Assert.True(outcome.StopNotReached);
        Assert.Equal(DatabaseState.Restoring, (await shop.TargetAsync())!.Database.State);
        StatementOutcome early = await shop.RestoreAsync(late with { Stop = new RestoreStop.At(new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)) });
        Assert.Equal(ErrorCode.InvalidOption, early.Error?.Code);

        await shop.RunAsync(DatabaseStatements.Recover("Copy"));
        Assert.Equal(1, await shop.ReceiptsAsync());
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task StopAtMark_IncludesTheMarkedTransactionUnlessBefore(bool before, int receipts)
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.Server.ExecuteAsync("BEGIN TRANSACTION closing WITH MARK 'till closed'; INSERT INTO Receipts (Id) VALUES (2); COMMIT", "Shop");
        await shop.SellAsync(3);
        string log = await shop.BackUpAsync("l.trn", "LOG");

        await shop.SucceedAsync(
            shop.Full(full), shop.Log(log) with { Ending = RestoreEnding.Recovery, Stop = new RestoreStop.Mark("closing", After: null, before) });

        Assert.Equal(receipts, await shop.ReceiptsAsync());
    }

    [Fact]
    public async Task StopAtLsn_OfTheEndOfALogLeavesOutWhatFollows()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.SellAsync(2);
        string first = await shop.BackUpAsync("1.trn", "LOG");
        await shop.SellAsync(3);
        string second = await shop.BackUpAsync("2.trn", "LOG");
        BackupSet set = Assert.Single(await shop.AskAsync((session, _) => MediaHeaders.ReadSetsAsync(session, first, CancellationToken.None)));

        await shop.SucceedAsync(
            shop.Full(full),
            shop.Log(first),
            shop.Log(second) with { Ending = RestoreEnding.Recovery, Stop = RestoreStop.Mark.OfLsn(set.LastLsn, before: true) });

        Assert.Equal(2, await shop.ReceiptsAsync());
    }

    [Fact]
    public async Task Standby_CanBeReadAndGoesOn()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.SellAsync(2);
        string log = await shop.BackUpAsync("l.trn", "LOG");

        await shop.SucceedAsync(shop.Full(full) with { Ending = RestoreEnding.Standby(Path.Combine(shop.Server.BackupFolder, "copy.tuf")) });
        Assert.Equal(1, await shop.ReceiptsAsync());
        Assert.True((await shop.TargetAsync())!.Database.IsInStandby);

        await shop.SucceedAsync(shop.Log(log) with { Ending = RestoreEnding.Recovery });
        Assert.Equal(2, await shop.ReceiptsAsync());
    }

    [Fact]
    public async Task Restore_OverADatabaseWantsReplace_AndNobodyInIt()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.Server.ExecuteAsync("CREATE DATABASE Copy");
        RestoreCommand command = shop.Full(full) with { Ending = RestoreEnding.Recovery };

        Assert.Equal(ErrorCode.DatabaseExists, (await shop.RestoreAsync(command)).Error?.Code);
        await using (await shop.Server.ConnectAsync("Copy"))
        {
            Assert.Equal(1, (await shop.TargetAsync())!.OtherSessions);
            Assert.Equal(ErrorCode.DatabaseInUse, (await shop.RestoreAsync(command with { Replace = true })).Error?.Code);
            await shop.RunAsync(DatabaseStatements.SetSingleUser("Copy"));
            await shop.SucceedAsync(command with { Replace = true });
        }

        await shop.RunAsync(DatabaseStatements.SetMultiUser("Copy"));
        Assert.Equal((DatabaseAccess.MultiUser, 0), ((await shop.TargetAsync())!.Access, (await shop.TargetAsync())!.OtherSessions));
        await shop.RunAsync(DatabaseStatements.Drop("Copy"));
        Assert.Null(await shop.TargetAsync());
    }

    [Fact]
    public async Task Restore_WithoutMoveTellsThatFilesOfAnotherDatabaseStandThere()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");

        PosBackupException? error = (await shop.RestoreAsync(shop.Full(full) with { Moves = [] })).Error;

        Assert.Equal(ErrorCode.DatabaseExists, error?.Code);
        Assert.Contains("(1834)", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checksum_IsRefusedForASetMadeWithout()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak", options: "NO_CHECKSUM");
        RestoreCommand command = shop.Full(full) with { Ending = RestoreEnding.Recovery };

        StatementOutcome refused = await shop.RestoreAsync(command);
        Assert.Contains("(3187)", refused.Error!.Message, StringComparison.Ordinal);

        await shop.SucceedAsync(command with { Checksum = false });
        Assert.Equal(1, await shop.ReceiptsAsync());
    }

    [Fact]
    public async Task Sets_OutOfOrderBreakTheChain()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.SellAsync(2);
        await shop.BackUpAsync("1.trn", "LOG");
        await shop.SellAsync(3);
        string second = await shop.BackUpAsync("2.trn", "LOG");

        Assert.Equal(ErrorCode.ChainBroken, (await shop.RestoreAsync(shop.Log(second))).Error?.Code);
        await shop.SucceedAsync(shop.Full(full));
        StatementOutcome gap = await shop.RestoreAsync(shop.Log(second));

        Assert.Equal(ErrorCode.ChainBroken, gap.Error?.Code);
        Assert.Contains("(4305)", gap.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TailOfTheLog_LeavesTheDatabaseRestoringAndBringsBackTheLastSale()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.SellAsync(2);
        var tail = new BackupCommand
        {
            Database = "Shop",
            Kind = BackupKind.Log,
            Files = [Path.Combine(shop.Server.BackupFolder, "tail.trn")],
            Name = "tail",
            Description = "",
            NoRecovery = true,
            NoTruncate = true,
        };

        StatementOutcome outcome = await new SmoBackup(TimeProvider.System).RunAsync(
            shop.Server.Options, tail, TimeSpan.FromMinutes(10), static _ => { }, static () => null, CancellationToken.None);

        Assert.Null(outcome.Error);
        Assert.Equal(DatabaseState.Restoring, (await shop.TargetAsync("Shop"))!.Database.State);
        await shop.SucceedAsync(shop.Full(full), shop.Log(tail.Files[0]) with { Ending = RestoreEnding.Recovery });
        Assert.Equal(2, await shop.ReceiptsAsync());
    }

    [Fact]
    public async Task Check_OfARestoredDatabaseIsClean()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        await shop.SucceedAsync(shop.Full(await shop.BackUpAsync("f.bak")) with { Ending = RestoreEnding.Recovery });

        Assert.True((await new CheckDatabase(TimeProvider.System).RunAsync(shop.Server.Options, "Copy", TimeSpan.FromMinutes(10), CancellationToken.None)).IsClean);
    }

    [Fact]
    public async Task ScalarQuery_ReadsOneValueAndUndoesWhatTheQueryWrites()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();

        Assert.Equal(1, Convert.ToInt32(await AskAsync(shop, "INSERT INTO Receipts (Id) VALUES (7); SELECT COUNT(*) FROM Receipts WHERE Id = 7"), CultureInfo.InvariantCulture));
        Assert.Equal(1, await shop.ReceiptsAsync("Shop"));
        Assert.Null(await AskAsync(shop, "SELECT Id FROM Receipts WHERE Id = 99"));
        Assert.Equal(DBNull.Value, await AskAsync(shop, "SELECT CAST(NULL AS int)"));
    }

    [Theory]
    [InlineData("SELECT Id, Id FROM Receipts", "gives 2 columns")]
    [InlineData("SELECT 1 UNION ALL SELECT 2", "gives more than one row")]
    [InlineData("SELECT 1; SELECT 2", "gives more than one result")]
    [InlineData("DELETE FROM Receipts", "gives no column")]
    public async Task ScalarQuery_RefusesWhatIsNotOneValue(string query, string why)
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();

        PosBackupException refused = await Assert.ThrowsAsync<PosBackupException>(() => AskAsync(shop, query));

        Assert.Equal((ErrorCode.InvalidOption, true), (refused.Code, refused.Message.Contains(why, StringComparison.Ordinal)));
        Assert.Equal(1, await shop.ReceiptsAsync("Shop"));
    }

    [Fact]
    public async Task ScalarQuery_ExplainsWhatIsWrongWithTheQueryOrTheDatabase()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        await shop.SucceedAsync(shop.Full(await shop.BackUpAsync("f.bak")));

        PosBackupException unknown = await Assert.ThrowsAsync<PosBackupException>(() => AskAsync(shop, "SELECT * FROM Tills"));
        PosBackupException ended = await Assert.ThrowsAsync<PosBackupException>(() => AskAsync(shop, "SELECT 1; COMMIT"));
        PosBackupException restoring = await Assert.ThrowsAsync<PosBackupException>(() => shop.ReceiptsAsync());

        Assert.Equal((ErrorCode.InvalidOption, true), (unknown.Code, unknown.Message.Contains("query in Shop failed: Invalid object name", StringComparison.Ordinal)));
        Assert.Equal(ErrorCode.InvalidOption, ended.Code);
        Assert.Equal(ErrorCode.DatabaseUnavailable, restoring.Code);
    }

    private static Task<object?> AskAsync(RestoredShop shop, string query) =>
        ScalarQuery.ReadAsync(shop.Server.Options, "Shop", query, TimeSpan.FromMinutes(1), CancellationToken.None);
}
