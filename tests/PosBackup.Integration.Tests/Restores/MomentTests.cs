using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Integration.Tests.StandIn.Restoring;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>Every kind of moment, on a server whose clock the test sets.</summary>
public sealed class MomentTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RestoreBench.SetClock _clock = new();
    private RestoredShop _shop = null!;

    public async Task InitializeAsync() => _shop = await RestoredShop.OpenAsync(change: options => options with { Clock = _clock });

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Run_StopsAtATimeWithAnOffset()
    {
        DateTimeOffset between = await SellForTwoLogsAsync();

        RestoreReport report = await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.At(between.ToUniversalTime()) });

        Assert.Equal("1 2", await _shop.ReceiptsAsync("Copy"));
        Assert.Equal(between, report.Reached!.Value.Instant);
        Assert.Contains("STOPAT", report.Plan!.Steps[^2].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TakesATimeWithoutAnOffsetForTheInstancesAndSaysSo()
    {
        DateTimeOffset between = await SellForTwoLogsAsync();

        RestoreReport report = await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.AtLocal(between.DateTime) });

        Assert.Equal("1 2", await _shop.ReceiptsAsync("Copy"));
        Assert.Contains(report.Notes, note => note.Message.Contains("local time of the instance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_GoesThroughALogThatWasBeingTakenAtTheMoment()
    {
        await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        _clock.Advance(Hour);
        await _shop.Shop.SellAsync(2);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        await _shop.Shop.SellAsync(3);
        DateTimeOffset moment = _clock.GetLocalNow() + TimeSpan.FromMilliseconds(200);
        _clock.Advance(Hour);
        await _shop.Shop.SellAsync(4);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);

        RestoreReport report = await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.At(moment) });

        Assert.Equal("1 2 3", await _shop.ReceiptsAsync("Copy"));
        Assert.True(report.Plan!.Steps[1].MayFinish);
    }

    [Fact]
    public async Task Run_SaysWhichMomentsAreNearest()
    {
        await SellForTwoLogsAsync();
        BackupSet last = _shop.Shop.Catalog!.List()[^1].Set;

        RestoreReport report = await _shop.RunAsync(_shop.AsCopy with { Moment = new RestoreMoment.At(_clock.GetLocalNow() + Hour) });

        Assert.Equal((RestoreOutcome.NotRecoverable, GapReason.TooLate), (report.Outcome, report.Gap!.Reason));
        Assert.Equal(last.SetGuid, report.Gap.Before!.EndOfSet);
        Assert.Null(report.Gap.After);
        Assert.Contains("nearest", report.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StopsAtAnLsnAndJustBeforeIt()
    {
        BackupResult full = await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        await _shop.Shop.SellAsync(2);
        BackupResult log = await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        await _shop.Shop.SellAsync(3);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);

        await _shop.SucceedAsync(_shop.AsCopy with { Target = "Before", Moment = new RestoreMoment.AtLsn(log.Set!.LastLsn, IsBefore: true) });
        await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.AtLsn(full.Set!.LastLsn) });

        Assert.Equal("1 2", await _shop.ReceiptsAsync("Before"));
        Assert.Equal("1", await _shop.ReceiptsAsync("Copy"));
    }

    [Theory]
    [InlineData(false, "1 2 3")]
    [InlineData(true, "1 2")]
    public async Task Run_StopsAtAMarkOrJustBeforeIt(bool isBefore, string receipts)
    {
        await MarkAsync();

        await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.AtMark("closing", IsBefore: isBefore) });

        Assert.Equal(receipts, await _shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_LooksForAMarkInEveryLogWhenNobodyKnowsWhereItIs()
    {
        await MarkAsync();
        await using var elsewhere = await RestoredShop.OpenAsync(change: options => options with { Clock = _clock });
        RestoreOptions options = elsewhere.AsCopy with { From = [_shop.Shop.Folder], SourceInstance = "STANDIN", Moment = new RestoreMoment.AtMark("closing") };
        await elsewhere.Shop.Server.ExecuteAsync("DROP DATABASE Shop");

        await elsewhere.SucceedAsync(options);

        Assert.Equal("1 2 3", await elsewhere.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_SaysThatNoLogHoldsAMark()
    {
        await MarkAsync();

        RestoreReport report = await _shop.RunAsync(_shop.AsCopy with { Moment = new RestoreMoment.AtMark("opening") });

        Assert.Equal(RestoreOutcome.NotRecoverable, report.Outcome);
        Assert.Contains("no log holds mark 'opening'", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FindsAMarkForADatabaseThatIsToWait()
    {
        await MarkAsync();
        string undo = Path.Combine(_shop.Shop.Server.BackupFolder, "copy.tuf");

        await _shop.SucceedAsync(_shop.AsCopy with { Moment = new RestoreMoment.AtMark("closing"), Finish = RestoreFinish.Standby, StandbyFile = undo });

        Assert.Equal("1 2 3", await _shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_FallsBackToAnOlderFullWhenTheNewestIsGone()
    {
        await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        await _shop.Shop.SellAsync(2);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        BackupResult newest = await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        await _shop.Shop.SellAsync(3);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        File.Delete(newest.Files[0].Path);

        await _shop.SucceedAsync(_shop.AsCopy);

        Assert.Equal("1 2 3", await _shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_NamesWhoThrewTheMissingLogAway()
    {
        await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        await _shop.Shop.SellAsync(2);
        await _shop.Shop.Server.ExecuteAsync("BACKUP LOG Shop TO DISK = 'NUL'");
        await _shop.Shop.SellAsync(3);
        await _shop.Shop.Server.ExecuteAsync($"BACKUP LOG Shop TO DISK = '{Path.Combine(_shop.Shop.Folder, "later.trn")}'");

        RestoreReport report = await _shop.RunAsync(_shop.AsCopy);

        Assert.Equal((RestoreOutcome.NotRecoverable, GapReason.SetMissing), (report.Outcome, report.Gap!.Reason));
        Assert.Contains("taken by sa on STANDIN to NUL", report.Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Receipt 2, then the moment, then receipt 3, each in a log of its own.</summary>
    private async Task<DateTimeOffset> SellForTwoLogsAsync()
    {
        await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        _clock.Advance(Hour);
        await _shop.Shop.SellAsync(2);
        _clock.Advance(Hour);
        DateTimeOffset between = _clock.GetLocalNow();
        _clock.Advance(Hour);
        await _shop.Shop.SellAsync(3);
        _clock.Advance(Hour);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        return between;
    }

    /// <summary>Receipt 3 in a marked transaction, 2 before it and 4 behind it.</summary>
    private async Task MarkAsync()
    {
        await _shop.Shop.SucceedAsync(_shop.Shop.Full);
        await _shop.Shop.SellAsync(2);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
        await _shop.Shop.Server.ExecuteAsync("BEGIN TRANSACTION closing WITH MARK 'closing'; INSERT INTO Receipts (Id, Amount) VALUES (3, 30); COMMIT TRANSACTION closing;", "Shop");
        await _shop.Shop.SellAsync(4);
        await _shop.Shop.SucceedAsync(_shop.Shop.Log);
    }
}
