using PosBackup.Cli.Output;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Tests.Output;

public sealed class RestoreTextTests
{
    [Fact]
    public void APlan_IsATableThenPlacesThenSpaceThenNotes() => Same(
        """
        plan: restore Shop as Shop_look on TILL1\SQLEXPRESS (SQL Server 16.0.4165) to 2026-03-01T12:00:05+08:00
        the state that comes back: 2026-03-01T12:00:05+08:00

        backups that TILL1 took, in D:\B\
        step  what             file and position            LSN                                     reason                                                                    bytes    estimate
        1     full             a1.bak + a2.bak, position 1  31000000010000001 to 31000000020000001  full that the rest builds on                                              1.0 MiB  1.0 s
        2     log              day.trn, position 2          31000000020000001 to 31000000030000001  log from LSN 31000000020000001 to 31000000030000001; stops at the moment  2.0 MiB  2.0 s
        3     bring it online                                                                       ready for use                                                                      0.0 s
        3.0 MiB to read, about 3.0 s by assumed rates

        files of the database:
          data  Shop      8.0 MiB  E:\Data\Shop_look.mdf  (was D:\Old\Shop.mdf)
          log   Shop_log  1.0 MiB  E:\Data\Shop_look.ldf  (was D:\Old\Shop.ldf)
        volume E:\: 9.0 MiB needed, 100.0 GiB free
        volume F:\: 2.0 KiB needed, nobody tells how much is free
        volume G:\: 4.0 KiB needed, 1.0 KiB free: NOT ENOUGH
        note: the newest differential is damaged: passed over (hint: posbackup verify D:\B)
        """,
        RestorePlanText.Describe(SomeRestore.Plan));

    [Theory]
    [InlineData("", "")]
    [InlineData(@"D:\B\a.bak", @"D:\B\")]
    [InlineData(@"D:\B\a.bak D:\B\ab.bak", @"D:\B\")]
    [InlineData(@"D:\B\a.bak D:\Bak\a.bak", "")]
    [InlineData("/var/b/a.bak /var/b/c/a.bak", "/var/b/")]
    [InlineData("/var/a.bak /tmp/a.bak", "")]
    [InlineData(@"\\nas1\a.bak \\nas2\b.bak", "")]
    [InlineData(@"\\nas\till1\a.bak \\nas\till1\b.bak", @"\\nas\till1\")]
    public void TheFolderThatFilesShare_EndsWhereTheyDiffer(string paths, string folder) =>
        Assert.Equal(folder, CommonFolder.Of(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void APlan_SaysThatItOverwritesOrGoesOn()
    {
        Assert.StartsWith(
            @"plan: overwrite the present database by the restored Shop on TILL1\SQLEXPRESS", RestorePlanText.Describe(SomeRestore.Plan with { Target = "Shop", Replaces = true }).First(), StringComparison.Ordinal);
        Assert.StartsWith("plan: go on with the restore of Shop as Shop_look", RestorePlanText.Describe(SomeRestore.Plan with { Continues = true, Files = [] }).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_AreThoseThatAreSent() => Same(
        """
        the statements:
        -- step 1: full
        RESTORE DATABASE [Shop_look]
        FROM DISK = N'D:\B\a1.bak'
        WITH FILE = 1, NORECOVERY
        -- step 2: log
        RESTORE LOG [Shop_look]
        FROM DISK = N'D:\B\day.trn'
        WITH FILE = 2, NORECOVERY
        -- step 3: bring it online
        RESTORE DATABASE [Shop_look] WITH RECOVERY
        """,
        RestorePlanText.Statements(SomeRestore.Plan));

    [Fact]
    public void AResult_TellsTheMomentTheLevelAndWhatTheDatabaseNeeds() => Same(
        """
        succeeded: Shop as Shop_look on TILL1\SQLEXPRESS is online, as it was at 2026-03-01T12:00:05+08:00, after 1:15
          level L2: these backups were restored; pages and rows were not checked (that is L3)
          owner sa, compatibility level 160, full recovery, page verify checksum
          2 orphaned users; run what follows to give them their logins:
            till: the login of that name has another SID
              USE [Shop_look]; ALTER USER [till] WITH LOGIN = [till];
            office: there is no login of that name
              CREATE LOGIN [office] WITH PASSWORD = '…'; USE [Shop_look]; ALTER USER [office] WITH LOGIN = [office];
          note: a new recovery fork began
        """,
        RestoreText.Describe(SomeRestore.Done, RestoreFinish.Recover));

    [Fact]
    public void ADatabaseThatWaits_ProvesNoLevel() => Same(
        """
        succeeded: Shop as Shop_look on TILL1\SQLEXPRESS is left restoring and waits for later sets, as it was at 2026-03-01T12:00:05+08:00, after 1:15
          note: a new recovery fork began
        """,
        RestoreText.Describe(SomeRestore.Done with { Restored = null }, RestoreFinish.NoRecovery));

    [Fact]
    public void AGap_NamesWhatIsMissingAndTheNearestMomentsAsOptions() => Same(
        """
        not recoverable: Shop as Shop_look on TILL1\SQLEXPRESS to 2026-03-01T12:00:05+08:00: setMissing; nothing was touched
          missing log: LSN 31000000030000001 to 31000000040000001
          to look for: the log backup of 2026-03-01T13:00:02+08:00 (written to X:\usb\john.trn)
          nearest before:  2026-03-01T11:45:00+08:00  --to-set 00000000-0000-0000-0000-000000000002
          nearest after:   2026-03-01T14:00:00+08:00  --to 2026-03-01T14:00:00+08:00
        """,
        RestoreText.Describe(SomeRestore.NotRecoverable, RestoreFinish.Recover));

    [Fact]
    public void AGapWithNothingAround_SaysSo() => Assert.Contains(
        "  no other moment of this database can be reached with these backups", GapText.Describe(SomeRestore.Gap with { Before = null, After = null }));

    [Fact]
    public void AFailure_SaysHowFarItCame() => Same(
        """
        failed: Shop as Shop_look on TILL1\SQLEXPRESS: noSpace, after 1:15
          1 of 3 steps were done
          note: a new recovery fork began
        """,
        RestoreText.Describe(SomeRestore.Done with { Outcome = RestoreOutcome.Failed, Code = ErrorCode.NoSpace, Restored = null, Reached = null }, RestoreFinish.Recover));

    [Theory]
    [InlineData(10, 100, 10, "10 %, 10 bytes of 100 bytes, about 1:30 left")]
    [InlineData(50, 100, 4, "50 %, 50 bytes of 100 bytes, about 4.0 s left")]
    [InlineData(50, 100, 2, "50 %, 50 bytes of 100 bytes")]
    [InlineData(1, 100, 600, "1 %, 1 byte of 100 bytes")]
    [InlineData(100, 100, 60, "100 %, 100 bytes of 100 bytes")]
    public void Progress_GuessesNoRemainingTime(long done, long total, int seconds, string words) =>
        Assert.Equal(words, ProgressWords.Of(new OperationProgress(Percent: null, done, total), TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Progress_OfPercentsAloneTellsNoBytes() =>
        Assert.Equal("25 %, about 30.0 s left", ProgressWords.Of(new OperationProgress(25), TimeSpan.FromSeconds(10)));

    private static void Same(string expected, IEnumerable<string> actual) => Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', actual));
}
