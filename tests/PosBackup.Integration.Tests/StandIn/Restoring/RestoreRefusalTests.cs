using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;
using PosBackup.Integration.Tests.StandIn.Backups;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>When RESTORE is refused, and in which words.</summary>
public sealed class RestoreRefusalTests : IDisposable
{
    private readonly RestoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("RESTORE DATABASE Copy FROM DISK='none.bak'", 3201)]
    [InlineData("RESTORE DATABASE tempdb FROM DISK='f.bak'", 3147)]
    [InlineData("RESTORE DATABASE master FROM DISK='f.bak'", 3108)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak'", 3159)]
    [InlineData("RESTORE DATABASE model FROM DISK='f.bak'", 3154)]
    [InlineData("RESTORE DATABASE Copy FROM DISK='d.bak'", 3118)]
    [InlineData("RESTORE LOG Copy FROM DISK='1.trn'", 3118)]
    [InlineData("RESTORE LOG Shop FROM DISK='1.trn'", 3117)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='d.bak'", 3117)]
    [InlineData("RESTORE LOG Shop FROM DISK='f.bak'", 3135)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='1.trn'", 3135)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, CHECKSUM", 3187)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, MEDIANAME='other'", 4037)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, MOVE 'x' TO '/tmp/x'", 3234)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, STOPAT='2020-01-01T00:00:00'", 4338)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, STOPAT='nonsense'", 241)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE, STANDBY='/no/such/folder/undo'", 3170)]
    [InlineData("RESTORE DATABASE Shop FROM tape", 3206)]
    [InlineData("RESTORE DATABASE Shop FILE='Shop' FROM DISK='f.bak'", 50001)]
    [InlineData("RESTORE DATABASE Shop FROM DISK='f.bak' WITH PARTIAL", 50001)]
    public async Task Refusals_HaveSqlServersNumbers(string sql, int number)
    {
        await BackUpAllAsync();
        string rows = _bench.Rows();

        Assert.Equal([number, 3013], await _bench.FailAsync(sql));

        Assert.Equal(rows, _bench.Rows());
        Assert.Null(_bench.Shop.Instance.Find("Copy"));
    }

    [Fact]
    public async Task Files_OfAnotherDatabaseAreNotOverwritten()
    {
        await BackUpAllAsync();
        RecordingResponse response = await _bench.Shop.RunAsync("RESTORE DATABASE Copy FROM DISK='f.bak' WITH REPLACE");

        DatabaseFacts facts = _bench.Find("Shop").Facts;
        Assert.Equal([(1834, 1), (3156, 4), (1834, 1), (3156, 4), (3119, 1), (3013, 1)], response.Errors.Select(error => (error.Number, (int)error.State)));
        Assert.Equal($"The file '{facts.DataFile}' cannot be overwritten.  It is being used by database 'Shop'.", response.Errors[0].Text);
        Assert.Equal($"File 'Shop' cannot be restored to '{facts.DataFile}'. Use WITH MOVE to identify a valid location for the file.", response.Errors[1].Text);
    }

    [Fact]
    public async Task Move_ToAMissingFolderIsRefused() =>
        Assert.Equal(
            [5133, 3156, 3119, 3013],
            await AfterBackUpAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH MOVE 'Shop' TO '/no/such/folder/x.mdf', MOVE 'Shop_log' TO '{_bench.DataFile("log")}'"));

    [Fact]
    public async Task Move_OntoAStrangersFileNeedsReplace()
    {
        await File.WriteAllTextAsync(_bench.DataFile("Copy"), "precious");

        Assert.Equal([3142, 3119, 3013], await AfterBackUpAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}"));
        Assert.Equal("precious", await File.ReadAllTextAsync(_bench.DataFile("Copy")));
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, REPLACE");
    }

    [Fact]
    public async Task FullVolume_IsNoticedBeforeAnythingIsWritten()
    {
        await BackUpAllAsync();
        _bench.Shop.Instance.Faults.Add(new Fault(FaultKind.DiskFull, Amount: 1000));

        RecordingResponse response = await _bench.Shop.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}");

        Assert.Equal([3257, 3119, 3013], response.Errors.Select(error => error.Number));
        Assert.EndsWith("while only 1000 bytes are available.", response.Errors[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseInUse_IsLeftAlone()
    {
        await BackUpAllAsync();
        SessionState other = _bench.Shop.Instance.Sessions.Open("sa", "", "", "Shop", "us_english", DateTimeOffset.UnixEpoch);
        Assert.Equal([3101, 3013], await _bench.FailAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE"));
        _bench.Shop.Instance.Sessions.Close(other);

        _bench.Shop.Session.Database = "Shop";
        Assert.Equal([3102, 3013], await _bench.FailAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE"));
    }

    [Fact]
    public async Task Transaction_IsNoPlaceForRestore()
    {
        _bench.Shop.Session.OpenTransactions = 1;

        RecordingResponse response = await _bench.Shop.RunAsync("RESTORE DATABASE Shop FROM DISK='f.bak'");

        Assert.Equal([(3021, 0), (3013, 1)], response.Errors.Select(error => (error.Number, (int)error.State)));
    }

    [Fact]
    public async Task Rights_AreNeeded()
    {
        await BackUpAllAsync();
        _bench.Shop.Instance.Logins.Add(new Login("clerk", "x"));
        _bench.Shop.Session = _bench.Shop.Instance.Sessions.Open("clerk", "", "", "master", "us_english", DateTimeOffset.UnixEpoch);

        RecordingResponse response = await _bench.Shop.RunAsync("RESTORE DATABASE Shop FROM DISK='f.bak' WITH REPLACE");

        Assert.Equal([(3110, 14), (3013, 16)], response.Errors.Select(error => (error.Number, (int)error.Class)));
    }

    [Fact]
    public async Task Logs_ApplyInTheirOrderOnly()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        var logs = new List<BackupSet>();
        for (int i = 1; i <= 3; i++)
        {
            _bench.Shop.Sell(10);
            logs.Add(await _bench.Shop.BackUpAsync($"BACKUP LOG Shop TO DISK='{i}.trn'", $"{i}.trn"));
        }

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        RecordingResponse recent = await _bench.Shop.RunAsync("RESTORE LOG Copy FROM DISK='2.trn' WITH NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='1.trn' WITH NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='2.trn' WITH NORECOVERY");
        RecordingResponse early = await _bench.Shop.RunAsync("RESTORE LOG Copy FROM DISK='1.trn' WITH NORECOVERY");

        Assert.Equal(
            $"The log in this backup set begins at LSN {logs[1].FirstLsn}, which is too recent to apply to the database. An earlier log backup that includes LSN {logs[0].FirstLsn} can be restored.",
            recent.Errors[0].Text.Replace(Redo(recent.Errors[0].Text), logs[0].FirstLsn.ToString(), StringComparison.Ordinal));
        Assert.Equal((4305, 4326), (recent.Errors[0].Number, early.Errors[0].Number));
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='3.trn'");
        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));

        static string Redo(string text) => text.Split(' ')[^4];
    }

    [Fact]
    public async Task Differential_WantsItsOwnBase()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='old.bak'");
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='base.bak'");
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='copy.bak' WITH COPY_ONLY");
        _bench.Shop.Sell(5);
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL");

        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='old.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        Assert.Equal([3136, 3013], await _bench.FailAsync("RESTORE DATABASE Copy FROM DISK='d.bak'"));

        // A copy-only full is no base of its own, but stands on the same one.
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='copy.bak' WITH {_bench.Moves("Copy")}, NORECOVERY, REPLACE");
        await _bench.RunAsync("RESTORE DATABASE Copy FROM DISK='d.bak'");
        Assert.Equal(_bench.Rows(), _bench.Rows("Copy"));
    }

    [Fact]
    public async Task StopAt_BeforeWhatIsRolledForwardIsTooEarly()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        (_, string moment) = _bench.SellLater(10);
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='1.trn'");
        _bench.SellLater(10);
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='2.trn'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}, NORECOVERY");
        await _bench.RunAsync("RESTORE LOG Copy FROM DISK='1.trn' WITH NORECOVERY");

        Assert.Equal([4335, 3013], await _bench.FailAsync($"RESTORE LOG Copy FROM DISK='2.trn' WITH STOPAT = '{moment}'"));
    }

    [Fact]
    public async Task SameFamilyUnderAnotherName_NeedsReplace()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}");

        Assert.Equal([3141, 3013], await _bench.FailAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH {_bench.Moves("Copy")}"));
    }

    [Theory]
    [InlineData(14, "The database was backed up on a server running version 16.00.4165. That version is incompatible with this server, which is running version 14.00.2000.")]
    [InlineData(15, "The database was backed up on a server running database version 957. That version is incompatible with this server, which supports version 904.")]
    public async Task NewerServersBackup_IsRefused(int major, string words)
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        using var older = new RestoreBench(options => options with { Version = new Version(major, 0, 2000) });

        RecordingResponse response = await older.Shop.RunAsync($"RESTORE DATABASE Copy FROM DISK='{_bench.Shop.PathOf("f.bak")}' WITH {older.Moves("Copy")}");

        Assert.Equal([3169, 3013], response.Errors.Select(error => error.Number));
        Assert.StartsWith(words, response.Errors[0].Text, StringComparison.Ordinal);
    }

    [CorpusFact]
    public async Task RealFile_IsRefusedBeforeAnythingIsOverwritten()
    {
        CorpusFile file = Corpus.Files.First(file => file.Kinds == "D" && file.Stripes == 1);

        RecordingResponse response = await _bench.Shop.RunAsync(
            $"RESTORE DATABASE Real FROM DISK='{file.FullPath}' WITH {await MovesAsync(file)}");

        Assert.Equal([50001, 3013], response.Errors.Select(error => error.Number));
        Assert.Contains("rows that a real SQL Server put into", response.Errors[0].Text, StringComparison.Ordinal);
        Assert.Null(_bench.Shop.Instance.Find("Real"));
    }

    private async Task<string> MovesAsync(CorpusFile file)
    {
        RecordingResponse files = await _bench.RunAsync($"RESTORE FILELISTONLY FROM DISK='{file.FullPath}'");
        return string.Join(", ", files.Rows.Select((_, row) => $"MOVE '{files.Value(row, "LogicalName")}' TO '{_bench.DataFile($"real{row}")}'"));
    }

    private async Task<IReadOnlyList<int>> AfterBackUpAsync(string sql)
    {
        await BackUpAllAsync();
        return await _bench.FailAsync(sql);
    }

    private async Task BackUpAllAsync()
    {
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        await _bench.RunAsync("BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL");
        await _bench.RunAsync("BACKUP LOG Shop TO DISK='1.trn'");
    }
}
