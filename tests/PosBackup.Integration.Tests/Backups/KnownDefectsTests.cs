using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Integration.Tests.StandIn.Restoring;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>Defects that other tools had, by the numbers of our list: those of backups and of what is told of drills.</summary>
public sealed class KnownDefectsTests
{
    [Fact]
    public async Task Defect01_TwoBackupsInOneSecondNeverMeet()
    {
        var standing = new RestoreBench.SetClock();
        await using var shop = await BackedUpShop.OpenAsync(options => options with { Clock = standing });

        BackupResult first = await shop.SucceedAsync(shop.Full);
        BackupResult second = await shop.SucceedAsync(shop.Full);

        Assert.Equal(first.Set!.FinishedAt, second.Set!.FinishedAt);
        Assert.NotEqual(first.Set.SetGuid, second.Set.SetGuid);
        Assert.Equal([1, 1], [first.Set.Position, second.Set.Position]);
        Assert.Equal(2, shop.Media.Count());
    }

    [Fact]
    public async Task Defect02_TheSetOfThisRunIsReported_NotTheNewestInMsdb()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string others = Path.Combine(shop.Folder, "others.bak");
        shop.Steps = new WhenBackedUp(() => shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = '{others}' WITH COPY_ONLY"));

        BackupResult result = await shop.SucceedAsync(shop.Full);

        object? newest = await shop.Server.ScalarAsync("SELECT TOP (1) backup_set_uuid FROM msdb.dbo.backupset ORDER BY backup_set_id DESC");
        Assert.NotEqual(newest, result.Set!.SetGuid);
        Assert.DoesNotContain(result.Files, file => file.Path == others);
    }

    [Theory]
    [InlineData("A$$B")]
    [InlineData("A$&B")]
    [InlineData("dbname")]
    [InlineData("o'neil")]
    [InlineData("[x]")]
    [InlineData("数据库")]
    [InlineData("dot.")]
    public async Task Defect03_NoNameManglesAPath(string name)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync(name);
        string folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "dbname")).FullName;

        BackupResult result = await shop.SucceedAsync(shop.Full with { Databases = [name], Folder = folder });

        string file = Assert.Single(result.Files).Path;
        Assert.Equal(folder, Path.GetDirectoryName(file));
        Assert.Equal(name, BackupFileName.TryParse(Path.GetFileName(file))!.Database);
    }

    [Fact]
    public void Defect06_WhatADrillFoundIsNeverAPlainString() => Assert.All(
        typeof(DrillEvidence).Assembly.GetExportedTypes()
            .Where(type => type.Namespace?.StartsWith("PosBackup.Engine.Drills", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetProperties())
            .Where(property => property.Name is "Outcome" or "Verdict" or "Level" or "Phase" or "Code"),
        property => Assert.True((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum, $"{property.DeclaringType}.{property.Name}"));

    /// <summary>Does something right behind the BACKUP.</summary>
    private sealed class WhenBackedUp(Func<Task> act) : Engine.Backups.Steps.IStepObserver
    {
        public Task ReachedAsync(Engine.Backups.Steps.BackupStep step, string database) => step == Engine.Backups.Steps.BackupStep.BackedUp ? act() : Task.CompletedTask;
    }
}
