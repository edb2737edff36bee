using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Steps;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>Ways to lose data by a restore, each closed.</summary>
public sealed class SafeRestoreTests
{
    [Fact]
    public async Task Run_MixesNoTwoTillsThatWereSetUpFromOneTemplate()
    {
        await using var shop = await RestoredShop.OpenAsync();
        BackupResult template = await shop.Shop.SucceedAsync(shop.Shop.Full with { CopyOnly = true });
        string common = Directory.CreateDirectory(Path.Combine(shop.Shop.Server.BackupFolder, "common")).FullName;
        await using var other = await RestoredShop.OpenAsync(change: options => options with { MachineName = "TILL2" });
        foreach ((RestoredShop till, int sold) in new[] { (shop, 11), (other, 22) })
        {
            await till.SucceedAsync(till.AsCopy with { From = [template.Files[0].Path], Target = "Till" });
            await till.Shop.SellAsync(sold, "Till");
            await till.Shop.SucceedAsync(till.Shop.Full with { Databases = ["Till"], Folder = common });
        }

        RestoreOptions mixed = shop.AsCopy with { Database = "Till", From = [common] };
        PosBackupException refusal = await Assert.ThrowsAsync<PosBackupException>(() => shop.RunAsync(mixed));
        RestoreReport mine = await shop.SucceedAsync(mixed with { SourceInstance = "STANDIN" });

        Assert.Contains("STANDIN, TILL2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 11", await shop.ReceiptsAsync("Copy"));
        Assert.Equal("STANDIN", mine.Plan!.SourceInstance);
    }

    [Fact]
    public async Task Run_OverwritesNoFileWithAnUndoFile()
    {
        await using var shop = await RestoredShop.OpenAsync();
        BackupResult full = await shop.Shop.SucceedAsync(shop.Shop.Full);
        string precious = full.Files[0].Path;
        byte[] before = await File.ReadAllBytesAsync(precious);

        RestoreReport report = await shop.RunAsync(shop.AsCopy with { Finish = RestoreFinish.Standby, StandbyFile = precious });

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.FileAccess), (report.Outcome, report.Code));
        Assert.Equal(before, await File.ReadAllBytesAsync(precious));
        Assert.Null(await shop.StateAsync("Copy"));
    }

    [Fact]
    public async Task Run_ReachesAMomentInTheTail()
    {
        var clock = new StandIn.Restoring.RestoreBench.SetClock();
        await using var shop = await RestoredShop.OpenAsync(change: options => options with { Clock = clock });
        await shop.BuildChainAsync();
        clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Shop.SellAsync(5);
        clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset moment = clock.GetLocalNow();
        clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Shop.Server.ExecuteAsync("UPDATE Receipts SET Id = -Id", "Shop");
        RestoreOptions options = shop.Over with { Moment = new RestoreMoment.At(moment), TailLog = TailLogChoice.Take };

        RestoreReport asCopy = await shop.RunAsync(shop.AsCopy with { Moment = options.Moment });
        RestoreReport dry = await shop.PlanAsync(options);
        RestoreReport report = await shop.SucceedAsync(options);

        Assert.Equal((RestoreOutcome.NotRecoverable, GapReason.TooLate), (asCopy.Outcome, asCopy.Gap!.Reason));
        Assert.Contains("take a log backup now", asCopy.Hint, StringComparison.Ordinal);
        Assert.Contains(dry.Notes, note => note.Message.Contains("stops inside it", StringComparison.Ordinal));
        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Shop"));
        Assert.Equal([RestoreStepKind.TakeOver, RestoreStepKind.TailLog, RestoreStepKind.Full], report.Plan!.Steps.Take(3).Select(step => step.Kind));
        Assert.Equal(Enumerable.Range(1, report.Plan.Steps.Count), report.Steps.Select(step => step.Number));
        Assert.True(report.Plan.Replaces);
        Assert.DoesNotContain(report.Notes, note => note.Message.Contains("broke off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ProvesTheTailLogAndRemembersIt()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.SellAsync(5);

        RestoreReport report = await shop.SucceedAsync(shop.Over with { TailLog = TailLogChoice.Take });

        string tail = report.Plan!.Steps.Single(step => step.Kind == RestoreStepKind.TailLog).Files[0].Path;
        Manifest manifest = (await ManifestStore.ReadAsync(tail))!;
        Assert.Equal(Engine.Media.Verdict.Intact, manifest.LatestProof()!.Verdict);
        Assert.Contains(shop.Shop.Catalog!.List(), entry => entry.Path == tail);
    }

    [Fact]
    public async Task Run_OverwritesNothingWhenTheTailLogCannotBeReadBack()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.SellAsync(5);
        shop.Steps = new Destroying();

        RestoreReport report = await shop.RunAsync(shop.Over with { TailLog = TailLogChoice.Take });

        Assert.Equal(RestoreOutcome.Failed, report.Outcome);
        Assert.Contains("Nothing was overwritten", report.Message, StringComparison.Ordinal);
        await shop.Shop.Server.ExecuteAsync(report.Hint![..(report.Hint!.IndexOf(';', StringComparison.Ordinal) + 1)]);
        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Shop"));
    }

    [Fact]
    public async Task Run_DoesNotOverwriteWhatWasSoldBehindARestoreThatWasOver()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        shop.Steps = new DyingAtTheEnd();
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.RunAsync(shop.Over));
        await shop.Shop.Server.ExecuteAsync("ALTER DATABASE Shop SET MULTI_USER");
        await shop.Shop.SellAsync(9);

        shop.Steps = NoRestoreStepObserver.Instance;
        RestoreReport second = await shop.SucceedAsync(shop.Over);

        Assert.Equal("1 2 3 4 9", await shop.ReceiptsAsync("Shop"));
        Assert.Contains(second.Notes, note => note.Message.Contains("already", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(shop.StateFolder));
    }

    [Fact]
    public async Task Run_BeginsItsOwnRestoreAnewForAnEarlierMoment()
    {
        await using var shop = await RestoredShop.OpenAsync();
        BackupResult full = await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        await shop.Shop.SellAsync(3);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        shop.Steps = new DyingAtTheEnd(isDone: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.RunAsync(shop.AsCopy));

        shop.Steps = NoRestoreStepObserver.Instance;
        await shop.SucceedAsync(shop.AsCopy with { Moment = RestoredShop.EndOf(full) });

        Assert.Equal("1", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_GoesOnBehindASearchForAMarkThatIsNotThere()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        Assert.Equal(RestoreOutcome.NotRecoverable, (await shop.RunAsync(shop.AsCopy with { Moment = new RestoreMoment.AtMark("nope") })).Outcome);

        await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_ReportsARefusalInTheMiddleAndIsNotAWrongCommandLine()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();

        RestoreReport report = await shop.RunAsync(shop.AsCopy with { Finish = RestoreFinish.Standby, StandbyFile = "/no/such/folder/undo.tuf" });

        Assert.Equal(RestoreOutcome.Failed, report.Outcome);
        Assert.NotNull(report.Plan);
        Assert.Contains(report.Steps[^1].Messages, message => message.Severity >= 11);
    }

    [Fact]
    public async Task Run_LeavesARestrictedDatabaseRestrictedWhenItFails()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.Server.ExecuteAsync("ALTER DATABASE Shop SET RESTRICTED_USER");
        shop.Steps = new Destroying(step: 2, shop.Shop.Media.First(path => path.Contains("full", StringComparison.Ordinal)));

        Assert.Equal(RestoreOutcome.Failed, (await shop.RunAsync(shop.Over)).Outcome);

        Assert.Equal("RESTRICTED_USER", await shop.Shop.Server.ScalarAsync("SELECT user_access_desc FROM sys.databases WHERE name = N'Shop'"));
        Assert.Empty(Directory.EnumerateFiles(shop.StateFolder));
    }

    [Theory]
    [InlineData("/nowhere", RestoreOutcome.Failed)]
    [InlineData("", RestoreOutcome.NotRecoverable)]
    public async Task Run_TellsBackupsThatItCannotSeeFromThoseThatAreNotThere(string from, RestoreOutcome outcome)
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.CreateAsync("Other");
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = ["Other"] });

        RestoreReport report = await shop.RunAsync(shop.AsCopy with { From = [from.Length > 0 ? from : shop.Shop.Folder] });

        Assert.Equal(outcome, report.Outcome);
        Assert.Contains(from.Length > 0 ? "/nowhere" : "Other", $"{report.Message} {report.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FindsARenamedDatabaseInMsdbAlone()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await shop.Shop.Server.ExecuteAsync("ALTER DATABASE Shop MODIFY NAME = Store");
        await shop.Shop.SellAsync(2, "Store");
        await shop.Shop.Server.ExecuteAsync($"BACKUP LOG Store TO DISK = '{Path.Combine(shop.Shop.Folder, "store.trn")}'");
        shop.Shop.Catalog = null;

        await shop.SucceedAsync(shop.AsCopy with { Database = "Store", From = [] });

        Assert.Equal("1 2", await shop.ReceiptsAsync("Copy"));
    }

    /// <summary>Zeroes what the tail-log step wrote, or deletes a file before a step.</summary>
    private sealed class Destroying(int step = 0, string? file = null) : IRestoreStepObserver
    {
        public Task BeginsAsync(RestoreStep begun)
        {
            if (begun.Number == step && file is not null)
                File.Delete(file);

            return Task.CompletedTask;
        }

        public Task DoneAsync(RestoreStep done) =>
            done.Kind == RestoreStepKind.TailLog && file is null ? File.WriteAllBytesAsync(done.Files[0].Path, new byte[4096]) : Task.CompletedTask;
    }

    /// <summary>The power goes before or behind the recovery.</summary>
    private sealed class DyingAtTheEnd(bool isDone = true) : IRestoreStepObserver
    {
        public Task BeginsAsync(RestoreStep begun) => !isDone && begun.Kind == RestoreStepKind.Recover ? throw new InvalidOperationException() : Task.CompletedTask;

        public Task DoneAsync(RestoreStep done) => isDone && done.Kind == RestoreStepKind.Recover ? throw new InvalidOperationException() : Task.CompletedTask;
    }
}
