using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.StandIn.Backups;

/// <summary>BACKUP of the stand-in: what it writes is whole for our own reader, and says what SQL Server says.</summary>
public sealed class BackupStatementTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(", CHECKSUM")]
    [InlineData(", COMPRESSION")]
    [InlineData(", COMPRESSION, CHECKSUM")]
    public async Task Full_Differential_Log_AreIntactAndJoin(string options)
    {
        BackupSet full = await _shop.BackUpAsync($"BACKUP DATABASE Shop TO DISK='f.bak' WITH INIT{options}", "f.bak");
        _shop.Sell(50);
        BackupSet differential = await _shop.BackUpAsync($"BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL{options}", "d.bak");
        _shop.Sell(50);
        BackupSet first = await _shop.BackUpAsync($"BACKUP LOG Shop TO DISK='1.trn' WITH INIT{options}", "1.trn");
        _shop.Sell(50);
        BackupSet second = await _shop.BackUpAsync($"BACKUP LOG Shop TO DISK='2.trn' WITH INIT{options}", "2.trn");

        foreach (string file in new[] { "f.bak", "d.bak", "1.trn", "2.trn" })
        {
            VerificationReport report = await _shop.VerifyAsync(file);
            Assert.True(report.Verdict == Verdict.Intact, $"{file}: {string.Join("; ", report.Findings.Select(finding => finding.Message))}");
        }

        Assert.Equal(full.SetGuid, differential.DifferentialBaseGuid);
        Assert.Equal(full.CheckpointLsn, differential.DifferentialBaseLsn);
        Assert.Equal(full.CheckpointLsn, differential.DatabaseBackupLsn);
        Assert.True(first.FirstLsn <= full.LastLsn && first.LastLsn > differential.LastLsn);
        Assert.Equal(first.LastLsn, second.FirstLsn);
        Assert.True(differential.BackupSize < full.BackupSize * 2);
        Assert.Equal(options.Contains("CHECKSUM", StringComparison.Ordinal), full.HasChecksum);
        Assert.Equal("Shop", full.Database);
        Assert.Equal("TILL7", full.Machine);
    }

    [Fact]
    public async Task Append_AddsPositionsAndInitBeginsAnew()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='a.bak'", "a.bak");
        await _shop.BackUpAsync("BACKUP LOG Shop TO DISK='a.bak'", "a.bak");
        BackupSet third = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='a.bak' WITH DIFFERENTIAL, CHECKSUM", "a.bak");
        Assert.Equal(3, third.Position);
        Assert.Equal(Verdict.Intact, (await _shop.VerifyAsync("a.bak")).Verdict);

        BackupSet only = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='a.bak' WITH INIT", "a.bak");
        Assert.Equal(1, only.Position);
        Assert.Equal(Verdict.Intact, (await _shop.VerifyAsync("a.bak")).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("WITH COMPRESSION, CHECKSUM")]
    public async Task Stripes_AreIntactTogether(string options)
    {
        _shop.Sell(3000);
        await _shop.BackUpAsync($"BACKUP DATABASE Shop TO DISK='1.bak', DISK='2.bak', DISK='3.bak' {options}", "1.bak");
        VerificationReport report = await _shop.VerifyAsync("1.bak", "2.bak", "3.bak");
        Assert.True(report.Verdict == Verdict.Intact, string.Join("; ", report.Findings.Select(finding => finding.Message)));
        Assert.Equal(3, report.Media[0].Stripes);
    }

    [Fact]
    public async Task Messages_ComeInSqlServersOrder()
    {
        RecordingResponse response = await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='m.bak' WITH STATS = 50");
        Assert.Equal([4035, 4035, 3014], response.Numbers.SkipWhile(number => number == 3211));
        Assert.Equal("100 percent processed.", response.Infos.Last(info => info.Number == 3211).Text);
        Assert.StartsWith("BACKUP DATABASE successfully processed ", response.Infos[^1].Text, StringComparison.Ordinal);
        Assert.All(response.Infos, info => Assert.Equal(0, info.Class));
        Assert.Equal(response.Infos.Count, response.Commands.Count(command => command == 228));
        Assert.Equal(0, response.Commands[^1]);
    }

    [Fact]
    public async Task History_KnowsSetFilesAndDevice()
    {
        BackupSet set = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='h.bak' WITH NAME='night', COPY_ONLY, CHECKSUM", "h.bak");
        object?[] row = Assert.Single(_shop.History("""
            SELECT s.backup_set_uuid, s.type, s.is_copy_only, s.name, s.position, f.physical_device_name, s.first_lsn, s.user_name
            FROM backupset s JOIN backupmediafamily f ON f.media_set_id = s.media_set_id
            """));
        Assert.Equal(set.SetGuid.ToString().ToUpperInvariant(), row[0]);
        Assert.Equal("D", row[1]);
        Assert.Equal(1L, row[2]);
        Assert.Equal("night", row[3]);
        Assert.Equal(1L, row[4]);
        Assert.Equal(_shop.PathOf("h.bak"), row[5]);
        Assert.Equal(set.FirstLsn.ToString(), row[6]);
        Assert.Equal("sa", row[7]);
        Assert.Equal(2L, _shop.History("SELECT count(*) FROM backupfile")[0][0]);
    }

    [Theory]
    [InlineData("BACKUP DATABASE Nowhere TO DISK='x.bak'", 911)]
    [InlineData("BACKUP DATABASE tempdb TO DISK='x.bak'", 3147)]
    [InlineData("BACKUP DATABASE Shop TO DISK=''", 3044)]
    [InlineData("BACKUP DATABASE Shop TO DISK='/no/such/folder/x.bak'", 3201)]
    [InlineData("BACKUP DATABASE Shop TO DISK='D:\\bk\\x.bak'", 3201)]
    [InlineData("BACKUP DATABASE Shop TO DISK='\\\\nas\\bk\\x.bak'", 3201)]
    [InlineData("BACKUP DATABASE Shop TO DISK='x.bak' WITH DIFFERENTIAL", 3035)]
    [InlineData("BACKUP LOG Shop TO DISK='x.bak'", 4214)]
    [InlineData("BACKUP LOG msdb TO DISK='x.bak'", 4208)]
    [InlineData("BACKUP LOG master TO DISK='x.bak'", 4212)]
    [InlineData("BACKUP DATABASE master TO DISK='x.bak' WITH DIFFERENTIAL", 3024)]
    [InlineData("BACKUP DATABASE Shop TO somewhere", 3206)]
    [InlineData("BACKUP DATABASE Shop FILE='Shop' TO DISK='x.bak'", 50001)]
    public async Task Refusals_HaveSqlServersNumbersAndLeaveNoFile(string sql, int number)
    {
        RecordingResponse response = await _shop.RunAsync(sql);
        Assert.Equal([number, 3013], response.Errors.Select(error => error.Number));
        Assert.Empty(response.Infos);
        Assert.Empty(Directory.GetFiles(_shop.Instance.Identity.DefaultBackupPath));
    }

    [Fact]
    public async Task Express_RefusesCompression()
    {
        using var express = new Shop(options => options with { Edition = "Express" });
        RecordingResponse response = await express.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH COMPRESSION");
        Assert.Equal("BACKUP DATABASE WITH COMPRESSION is not supported on Express Edition (64-bit).", response.Errors[0].Text);
        Assert.False(File.Exists(express.PathOf("x.bak")));
    }

    [Fact]
    public async Task SimpleToFull_NeedsANewBackupBeforeTheLog()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        _shop.Database.SetRecoveryModel(RecoveryModel.Simple);
        _shop.Database.SetRecoveryModel(RecoveryModel.Full);
        Assert.Equal(4214, (await _shop.RunAsync("BACKUP LOG Shop TO DISK='l.trn'")).Errors[0].Number);

        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='2.bak' WITH DIFFERENTIAL", "2.bak");
        BackupSet log = await _shop.BackUpAsync("BACKUP LOG Shop TO DISK='l.trn'", "l.trn");
        Assert.True(log.Flags.HasFlag(BackupFlags.BeginsLogChain));
    }

    [Fact]
    public async Task CopyOnly_LeavesTheDifferentialBase()
    {
        BackupSet full = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        BackupSet copy = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='2.bak' WITH COPY_ONLY", "2.bak");
        BackupSet differential = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='3.bak' WITH DIFFERENTIAL", "3.bak");
        Assert.True(copy.IsCopyOnly);
        Assert.Equal(full.SetGuid, differential.DifferentialBaseGuid);
    }

    [Fact]
    public async Task DiskFull_SaysSoAndTakesTheNewFileAway()
    {
        _shop.Instance.Faults.Add(new Fault(FaultKind.DiskFull, Amount: 100_000));
        RecordingResponse response = await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak'");
        Assert.Equal([3202, 3013], response.Errors.Select(error => error.Number));
        Assert.Contains("112(There is not enough space on the disk.)", response.Errors[0].Text, StringComparison.Ordinal);
        Assert.False(File.Exists(_shop.PathOf("x.bak")));
    }

    [Fact]
    public async Task DiskFull_WhileAppendingLeavesTheSetsBefore()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak'", "x.bak");
        byte[] before = await File.ReadAllBytesAsync(_shop.PathOf("x.bak"));
        _shop.Instance.Faults.Add(new Fault(FaultKind.DiskFull, Amount: before.Length + 50_000));
        Assert.Equal(3202, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak'")).Errors[0].Number);
        Assert.Equal(before, await File.ReadAllBytesAsync(_shop.PathOf("x.bak")));
    }

    [Fact]
    public async Task DamagedPage_StopsABackupWithChecksumOnly()
    {
        _shop.Instance.Faults.Add(new Fault(FaultKind.DamagedPage, Amount: 20) { Repeats = true });
        Assert.Equal(3043, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='1.bak' WITH CHECKSUM")).Errors[0].Number);

        RecordingResponse goesOn = await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='2.bak' WITH CHECKSUM, CONTINUE_AFTER_ERROR");
        Assert.Equal([3042, 3014], goesOn.Numbers.TakeLast(2));
        Assert.Equal(Verdict.Damaged, (await _shop.VerifyAsync("2.bak")).Verdict);

        Assert.Empty((await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='3.bak'")).Errors);
        Assert.Equal(Verdict.Suspect, (await _shop.VerifyAsync("3.bak")).Verdict);
    }

    [Fact]
    public async Task Attention_AbortsAndTakesTheFileAway()
    {
        using var attention = new CancellationTokenSource();
        _shop.Instance.Faults.Add(new Fault(FaultKind.Hang, Amount: 30));
        _shop.Sell(3000);
        var response = new RecordingResponse { Heard = message => { if (message.Number == 3211) attention.Cancel(); } };
        await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH STATS = 10", response, attention.Token);
        Assert.Equal([3204, 3013], response.Errors.Select(error => error.Number));
        Assert.False(File.Exists(_shop.PathOf("x.bak")));
    }

    [Fact]
    public async Task Init_OverAnUnexpiredSetIsRefusedUnlessSkipped()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH RETAINDAYS = 7", "x.bak");
        Assert.Equal(4030, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH INIT")).Errors[0].Number);
        Assert.Empty((await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH INIT, SKIP")).Errors);
    }

    [Fact]
    public async Task Append_OfOtherCompressionIsRefused()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak'", "x.bak");
        Assert.Equal(3098, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH COMPRESSION")).Errors[0].Number);
    }

    [Fact]
    public async Task Append_WithoutAWordTakesTheCompressionOfTheMedia()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH COMPRESSION", "x.bak");
        BackupSet second = await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak'", "x.bak");
        Assert.Equal(2, second.Position);
        Assert.True(second.CompressedSize < second.BackupSize);
        Assert.Equal(Verdict.Intact, (await _shop.VerifyAsync("x.bak")).Verdict);
        Assert.Equal(3098, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH NO_COMPRESSION")).Errors[0].Number);
    }

    [Fact]
    public async Task TailLog_LeavesTheDatabaseRestoring()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak'", "x.bak");
        _shop.Sell(5);
        BackupSet tail = await _shop.BackUpAsync("BACKUP LOG Shop TO DISK='t.trn' WITH NORECOVERY", "t.trn");
        Assert.True(tail.Flags.HasFlag(BackupFlags.ForceOffline));
        Assert.Equal(DatabaseState.Restoring, _shop.Database.State);
        Assert.Equal(927, (await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='y.bak'")).Errors[0].Number);
    }

    [Fact]
    public async Task Nul_SwallowsTheLogButMsdbKnows()
    {
        await _shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak'", "x.bak");
        Assert.Empty((await _shop.RunAsync("BACKUP LOG Shop TO DISK='NUL'")).Errors);
        Assert.Equal(2, _shop.History("SELECT 1 FROM backupset").Count);
        Assert.Single(Directory.GetFiles(_shop.Instance.Identity.DefaultBackupPath));
    }

    [Theory]
    [InlineData(10, 50)]
    [InlineData(11, 0)]
    [InlineData(13, 0)]
    [InlineData(15, 0)]
    public async Task EveryVersion_WritesIntactMedia(int major, int minor)
    {
        using var shop = new Shop(options => options with { Version = new Version(major, minor, 4000, 0) });
        BackupSet set = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='x.bak' WITH CHECKSUM", "x.bak");
        VerificationReport report = await shop.VerifyAsync("x.bak");
        Assert.True(report.Verdict == Verdict.Intact, string.Join("; ", report.Findings.Select(finding => finding.Message)));
        Assert.Equal(new Version(major, minor, 4000), set.SoftwareVersion);
    }
}
