using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.Integration.Tests.StandIn.Backups;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>RESTORE brings back exactly the rows that were there.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly RestoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(", CHECKSUM")]
    [InlineData(", COMPRESSION")]
    [InlineData(", COMPRESSION, CHECKSUM")]
    public async Task FullDifferentialAndLogs_BringBackEveryRow(string options)
    {
        await _bench.RunAsync($"BACKUP DATABASE Shop TO DISK='f.bak' WITH INIT{options}");
        _bench.Shop.Sell(500);
        await _bench.RunAsync($"BACKUP LOG Shop TO DISK='1.trn' WITH INIT{options}");
        _bench.Shop.Write("DELETE FROM receipts WHERE id % 3 = 0");
        await _bench.RunAsync($"BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL{options}");
        _bench.Shop.Sell(300);
        await _bench.RunAsync($"BACKUP LOG Shop TO DISK='2.trn' WITH INIT{options}");
        string rows = _bench.Rows();

        await _bench.RunAsync($"RESTORE DATABASE ByLogs FROM DISK='f.bak' WITH {_bench.Moves("ByLogs")}, NORECOVERY");
        await _bench.RunAsync("RESTORE LOG ByLogs FROM DISK='1.trn' WITH NORECOVERY");
        await _bench.RunAsync("RESTORE LOG ByLogs FROM DISK='2.trn'");
        await _bench.RunAsync($"RESTORE DATABASE ByDifferential FROM DISK='f.bak' WITH {_bench.Moves("ByDifferential")}, NORECOVERY");
        await _bench.RunAsync("RESTORE DATABASE ByDifferential FROM DISK='d.bak' WITH NORECOVERY");
        await _bench.RunAsync("RESTORE LOG ByDifferential FROM DISK='2.trn' WITH RECOVERY");

        Assert.Equal(rows, _bench.Rows("ByLogs"));
        Assert.Equal(rows, _bench.Rows("ByDifferential"));
        Assert.Equal(DatabaseState.Online, _bench.Find("ByLogs").State);
        Assert.Equal(_bench.Find("Shop").Facts.FamilyGuid, _bench.Find("ByLogs").Facts.FamilyGuid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("WITH COMPRESSION, CHECKSUM")]
    public async Task Stripes_AreReadTogetherInAnyOrder(string options)
    {
        _bench.Shop.Sell(3000);
        await _bench.RunAsync($"BACKUP DATABASE Shop TO DISK='1.bak', DISK='2.bak', DISK='3.bak' {options}");
        string rows = _bench.Rows();

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='3.bak', DISK='1.bak', DISK='2.bak' WITH {_bench.Moves("Copy")}");

        Assert.Equal(rows, _bench.Rows("Copy"));
        Assert.Equal([3132, 3013], await _bench.FailAsync($"RESTORE DATABASE Other FROM DISK='1.bak', DISK='2.bak' WITH {_bench.Moves("Other")}"));
        Assert.Equal([3227, 3013], await _bench.FailAsync($"RESTORE DATABASE Other FROM DISK='1.bak', DISK='2.bak', DISK='1.bak' WITH {_bench.Moves("Other")}"));
    }

    [Fact]
    public async Task File_ChoosesAmongAppendedSets()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='all.bak'");
        string first = _bench.Rows();
        _bench.Shop.Sell(50);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='all.bak'");
        string second = _bench.Rows();
        _bench.Shop.Sell(50);
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='all.bak' WITH COPY_ONLY");
        string third = _bench.Rows();

        await _bench.RunAsync($"RESTORE DATABASE A FROM DISK='all.bak' WITH {_bench.Moves("A")}");
        await _bench.RunAsync($"RESTORE DATABASE B FROM DISK='all.bak' WITH FILE = 1, {_bench.Moves("B")}, NORECOVERY");
        await _bench.RunAsync("RESTORE LOG B FROM DISK='all.bak' WITH FILE = 2");
        await _bench.RunAsync($"RESTORE DATABASE C FROM DISK='all.bak' WITH FILE = 3, {_bench.Moves("C")}");

        Assert.Equal((first, second, third), (_bench.Rows("A"), _bench.Rows("B"), _bench.Rows("C")));
        Assert.Equal([3287, 3013], await _bench.FailAsync($"RESTORE DATABASE D FROM DISK='all.bak' WITH FILE = 4, {_bench.Moves("D")}"));
    }

    [Fact]
    public async Task TornPageBits_AreTakenOutAgain()
    {
        _bench.Find("Shop").Change(facts => facts with { PageVerify = PageVerify.TornPage });
        _bench.Shop.Sell(500);
        string rows = _bench.Rows();

        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak' WITH CHECKSUM");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}");

        Assert.Equal(rows, _bench.Rows("Copy"));
        Assert.Empty((await _bench.RunAsync("DBCC CHECKDB(Copy) WITH NO_INFOMSGS")).Numbers);
    }

    [Fact]
    public async Task StopAt_BringsBackTheMomentAndBeginsAFork()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        (string early, string earlyMoment) = _bench.SellLater(10);
        (string middle, string middleMoment) = _bench.SellLater(10);
        _bench.SellLater(10);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='1.trn'");

        foreach ((string name, string rows, string moment) in new[] { ("Early", early, earlyMoment), ("Middle", middle, middleMoment) })
        {
            await _bench.RunAsync($"RESTORE DATABASE {name} FROM DISK='f.bak' WITH {_bench.Moves(name)}, NORECOVERY");
            await _bench.RunAsync($"RESTORE LOG {name} FROM DISK='1.trn' WITH STOPAT = '{moment}', RECOVERY");
            Assert.Equal(rows, _bench.Rows(name));
        }

        DatabaseFacts facts = _bench.Find("Middle").Facts;
        Assert.Equal(_bench.Find("Shop").Facts.RecoveryFork, facts.FirstRecoveryFork);
        Assert.NotEqual(facts.FirstRecoveryFork, facts.RecoveryFork);
        Assert.Equal(facts.RedoLsn, facts.ForkPoint);
        Assert.True(_bench.Find("Early").Facts.ForkPoint < facts.ForkPoint);
    }

    [Fact]
    public async Task StopAt_BehindTheLogLeavesTheDatabaseRestoring()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='1.trn'");
        (string rows, string moment) = _bench.SellLater(10);
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='2.trn'");

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY, STOPAT = '{moment}'");
        RecordingResponse first = await _bench.RunAsync($"RESTORE LOG Copy FROM DISK='1.trn' WITH STOPAT = '{moment}'");
        Assert.Contains(4322, first.Numbers);
        Assert.Equal(DatabaseState.Restoring, _bench.Find("Copy").State);

        RecordingResponse second = await _bench.RunAsync($"RESTORE LOG Copy FROM DISK='2.trn' WITH STOPAT = '{moment}'");
        Assert.DoesNotContain(4322, second.Numbers);
        Assert.Equal(rows, _bench.Rows("Copy"));
    }

    [Fact]
    public async Task Standby_IsReadableAndTakesMoreLogs()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        string early = _bench.Rows();
        _bench.Shop.Sell(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='1.trn'");
        string undo = _bench.Shop.PathOf("undo.tuf");

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, STANDBY = '{undo}'");
        Assert.Equal(early, _bench.Rows("Copy"));
        Assert.True(_bench.Find("Copy").Facts.IsStandby && File.Exists(undo));

        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='1.trn'");
        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));
        Assert.False(File.Exists(undo));
    }

    [Fact]
    public async Task RecoveryWithoutMedia_BringsTheDatabaseOnline()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");

        RecordingResponse response = await _bench.RunAsync("RESTORE DATABASE Copy WITH RECOVERY");

        Assert.StartsWith("RESTORE DATABASE successfully processed 0 pages", response.Infos[^1].Text, StringComparison.Ordinal);
        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));
        Assert.Equal([3153, 3013], await _bench.FailAsync("RESTORE DATABASE Copy WITH RECOVERY"));
        Assert.Equal([3153, 3013], await _bench.FailAsync("RESTORE LOG Copy"));
        Assert.Equal([911, 3013], await _bench.FailAsync("RESTORE DATABASE Nowhere WITH RECOVERY"));
    }

    [Fact]
    public async Task TailOfTheLog_IsRestoredLast()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        _bench.Shop.Sell(20);
        string rows = _bench.Rows();
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='tail.trn' WITH NORECOVERY");

        await _bench.RunAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Shop FROM DISK='tail.trn'");

        Assert.Equal(rows, _bench.Rows());
    }

    [Fact]
    public async Task RestoredDatabase_IsBackedUpAndRestoredAgain()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        _bench.Shop.Sell(20);
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL");
        await _bench.RunAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, NORECOVERY");
        await _bench.RunAsync("RESTORE DATABASE Shop FROM DISK='d.bak'");

        _bench.Shop.Sell(30);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='after.trn'");
        _bench.Shop.Sell(30);
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='after.bak' WITH DIFFERENTIAL");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        await _bench.RunAsync("RESTORE DATABASE Copy FROM DISK='after.bak'");

        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));
        await _bench.RunAsync($"RESTORE DATABASE Chain FROM DISK='f.bak' WITH {_bench.Moves("Chain")}, NORECOVERY");
        await _bench.RunAsync("RESTORE DATABASE Chain FROM DISK='d.bak' WITH NORECOVERY");
        RecordingResponse log = await _bench.RunAsync("RESTORE LOG Chain FROM DISK='after.trn' WITH NORECOVERY");
        Assert.Equal([4035, 4035, 3014], log.Numbers);
    }

    [Fact]
    public async Task Fork_RefusesTheLogOfAnotherPath()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        (string _, string moment) = _bench.SellLater(10);
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='a.trn'");
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='a2.trn'");
        await _bench.RunAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, NORECOVERY");
        await _bench.RunAsync($"RESTORE LOG Shop FROM DISK='a.trn' WITH STOPAT = '{moment}'");
        for (int i = 0; i < 5; i++)
            _bench.SellLater(100);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='b.trn'");

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='a.trn' WITH NORECOVERY");
        Assert.Equal([4330, 3013], await _bench.FailAsync("RESTORE LOG Copy FROM DISK='b.trn'"));

        await _bench.RunAsync("RESTORE DATABASE Copy FROM DISK='f.bak' WITH REPLACE, NORECOVERY, " + _bench.Moves("Copy"));
        await _bench.RunAsync($"RESTORE LOG Copy FROM DISK='a.trn' WITH STOPAT = '{moment}', NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='b.trn'");
        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));
    }

    [Fact]
    public async Task Messages_ComeInSqlServersOrder()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");

        RecordingResponse response = await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, STATS = 50");

        Assert.Equal([4035, 4035, 3014], response.Numbers.SkipWhile(number => number == 3211));
        Assert.Equal("100 percent processed.", response.Texts(3211).Last());
        Assert.Matches("^Processed [0-9]+ pages for database 'Copy', file 'Shop' on file 1\\.$", response.Texts(4035).First());
        Assert.All(response.Commands, command => Assert.Equal(229, command));
        Assert.Equal(response.Infos.Count, response.Commands.Count);
    }

    [Fact]
    public async Task History_KnowsWhatWasRestoredWhereTo()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, REPLACE");

        object?[] row = Assert.Single(_bench.Shop.History("""
            SELECT h.destination_database_name, h.restore_type, h.replace, h.recovery, b.database_name, h.user_name, h.restore_date
            FROM restorehistory h JOIN backupset b ON b.backup_set_id = h.backup_set_id
            """));
        Assert.Equal(["Copy", "D", 1L, 1L, "Shop", "sa"], row.Take(6));
        Assert.StartsWith("2026-03-02 03:00:00", (string)row[6]!, StringComparison.Ordinal);
        Assert.Equal(_bench.DataFile("Copy"), _bench.Shop.History("SELECT destination_phys_name FROM restorefile ORDER BY file_number")[0][0]);
    }

    [Fact]
    public async Task RestrictedUser_AndReplaceOverAnotherDatabase()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        _bench.Shop.Instance.CreateDatabase("Other");

        Assert.Equal([3154, 3013], await _bench.FailAsync($"RESTORE DATABASE Other FROM DISK='f.bak' WITH {_bench.Moves("Other")}"));
        await _bench.RunAsync($"RESTORE DATABASE Other FROM DISK='f.bak' WITH {_bench.Moves("Other")}, REPLACE, RESTRICTED_USER");

        Assert.Equal(UserAccess.RestrictedUser, _bench.Find("Other").Facts.UserAccess);
        Assert.Equal(_bench.Rows(), _bench.Rows("Other"));
    }

    [Fact]
    public async Task RestoredDatabase_SurvivesARestartOfTheServer()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        string rows = _bench.Rows();
        StandInOptions options = _bench.Shop.Instance.Options;
        _bench.Shop.Instance.Dispose();

        using var again = new Instance(options);
        Database copy = again.Find("Copy")!;
        Assert.Equal((DatabaseState.Restoring, false), (copy.State, copy.Facts.RedoLsn.IsZero));
        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task Rows_AreHeldByAStoreThatIsWhole()
    {
        _bench.Shop.Sell(2000);
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}");

        using SqliteConnection connection = _bench.Find("Copy").Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync());
        Assert.Equal(RecoveryModel.Full, _bench.Find("Copy").Facts.RecoveryModel);
    }
}
