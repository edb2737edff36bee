using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.StandIn.Backups;

/// <summary>What the headers of a set say of LSNs, bases and collation, by the rules of a real server.</summary>
public sealed class SetDescriptionTests
{
    [Fact]
    public async Task Full_IsTheDifferentialBaseOfItsFileUnlessCopyOnly()
    {
        using var shop = new Shop();
        BackupSet full = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        BackupSet copy = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='2.bak' WITH COPY_ONLY", "2.bak");
        foreach (BackupSet set in new[] { full, copy })
        {
            DatabaseFile data = set.Files.Single(file => !file.IsLog);
            Assert.Equal((full.CheckpointLsn, full.SetGuid), (data.DifferentialBaseLsn, data.DifferentialBaseGuid));
        }

        Assert.True(full.DatabaseBackupLsn.IsZero);
        Assert.Equal(full.CheckpointLsn, copy.DatabaseBackupLsn);
    }

    [Fact]
    public async Task CopyOnlyFull_DoesNotBeginALogChain()
    {
        using var shop = new Shop();
        await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak' WITH COPY_ONLY", "1.bak");
        Assert.Equal(4214, (await shop.RunAsync("BACKUP LOG Shop TO DISK='1.trn'")).Errors[0].Number);
        Assert.Equal(3035, (await shop.RunAsync("BACKUP DATABASE Shop TO DISK='d.bak' WITH DIFFERENTIAL")).Errors[0].Number);
    }

    [Fact]
    public async Task Logs_JoinFromTheFirstFullOnAcrossLaterFulls()
    {
        using var shop = new Shop();
        BackupSet first = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        shop.Sell(10);
        BackupSet second = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='2.bak'", "2.bak");
        shop.Sell(10);
        BackupSet log = await shop.BackUpAsync("BACKUP LOG Shop TO DISK='1.trn'", "1.trn");
        BackupSet aside = await shop.BackUpAsync("BACKUP LOG Shop TO DISK='a.trn' WITH COPY_ONLY", "a.trn");
        BackupSet next = await shop.BackUpAsync("BACKUP LOG Shop TO DISK='2.trn'", "2.trn");

        Assert.Equal(first.FirstLsn, log.FirstLsn);
        Assert.True(log.Flags.HasFlag(BackupFlags.BeginsLogChain));
        Assert.Equal(second.CheckpointLsn, log.DatabaseBackupLsn);
        Assert.Equal(first.CheckpointLsn, second.DatabaseBackupLsn);
        Assert.Equal(log.LastLsn, aside.FirstLsn);
        Assert.Equal(log.LastLsn, next.FirstLsn);
        Assert.False(next.Flags.HasFlag(BackupFlags.BeginsLogChain));
    }

    [Theory]
    [InlineData("SQL_Latin1_General_CP1_CI_AS")]
    [InlineData("Chinese_PRC_CI_AS")]
    [InlineData("Modern_Spanish_CI_AS")]
    public async Task Collation_TravelsWithTheSet(string collation)
    {
        using var shop = new Shop(options => options with { Collation = collation });
        await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        RecordingResponse header = await shop.RunAsync("RESTORE HEADERONLY FROM DISK='1.bak'");
        Assert.Equal(collation, header["Collation"]);
    }

    [Theory]
    [InlineData("us_english", "10 percent processed.")]
    [InlineData("Español", "10por ciento procesado.")]
    public async Task Progress_SpeaksTheLanguageOfTheSession(string language, string text)
    {
        using var shop = new Shop();
        shop.Sell(3000);
        shop.Session.Language = language;
        RecordingResponse response = await shop.RunAsync("BACKUP DATABASE Shop TO DISK='1.bak' WITH STATS = 10");
        Assert.Equal(text, response.Infos[0].Text);
    }

    [Fact]
    public async Task ReadOnlyDatabase_IsBackedUpAndSaysSo()
    {
        using var shop = new Shop();
        shop.Database.Change(facts => facts with { IsReadOnly = true });
        BackupSet full = await shop.BackUpAsync("BACKUP DATABASE Shop TO DISK='1.bak'", "1.bak");
        Assert.True(full.Flags.HasFlag(BackupFlags.ReadOnly));
        Assert.Equal(DatabaseState.Online, shop.Database.State);
    }
}
