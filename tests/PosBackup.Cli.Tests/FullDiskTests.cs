using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>A till with one disk, full to the last page: catalog, log and backups lie on it.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    private string Folder => Path.GetDirectoryName(_shop.Backups)!;

    private string Reserve => _shop.Catalog[^1] + "-reserve";

    public async Task InitializeAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromDays(-30));
        await _shop.InitializeAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "targets.json"), """{ "schema": 1, "store": "0042", "targets": [] }""");
        for (int day = 0; day < 3; day++)
        {
            _shop.Clock.Advance(TimeSpan.FromDays(1));
            await _shop.SellAsync();
            await _shop.TakeAsync(BackupKind.Full);
        }
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [LinuxFact]
    public async Task Expire_MakesRoomByTheReserveThatABackupHasMade()
    {
        Assert.True(File.Exists(Reserve));

        Assert.Contains("2 media sets go", (await ExpireAsync("--dry-run")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 media sets removed", (await ExpireAsync()).Exits(0).Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task WithoutAReserve_AllSayThatTheDiskIsFullAndHowMuchIsEnough()
    {
        File.Delete(Reserve);

        foreach (ProgramResult result in (ProgramResult[])[await ExpireAsync(), await FullDisk.RunAsync(Folder, ["list", .. _shop.Catalog])])
        {
            Assert.Contains($"the disk of the catalog {_shop.Catalog[^1]} is full", result.Exits(1).Error, StringComparison.Ordinal);
            Assert.Contains("free 1 MiB there", result.Error, StringComparison.Ordinal);
        }
    }

    private Task<ProgramResult> ExpireAsync(params string[] more) =>
        FullDisk.RunAsync(Folder, ["expire", .. _shop.Catalog, "--targets", Path.Combine(Folder, "targets.json"), "--keep-last", "1", "--max-delete", "100", .. more]);
}
