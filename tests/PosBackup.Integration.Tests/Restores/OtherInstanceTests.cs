using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Restores;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>Restores on another instance than the one that took the backups, and of media of every form.</summary>
public sealed class OtherInstanceTests
{
    [Fact]
    public async Task Run_RefusesABackupOfANewerVersionAndNamesBoth()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await using var old = await RestoredShop.OpenAsync(change: options => options with { Version = new Version(15, 0, 2000, 5) });

        RestoreReport report = await old.RunAsync(old.AsCopy with { From = [shop.Shop.Folder] });

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.VersionTooNew), (report.Outcome, report.Code));
        Assert.Contains("16.0.4165", report.Message, StringComparison.Ordinal);
        Assert.Contains("15.0.2000", report.Message, StringComparison.Ordinal);
        Assert.Null(await old.StateAsync("Copy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ReportsUsersWithoutLoginAndHowToMendThem(bool hasNamesake)
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.Server.ExecuteAsync("CREATE LOGIN till WITH PASSWORD = 'Pässwörd|456'");
        await shop.Shop.Server.ExecuteAsync("CREATE USER till FOR LOGIN till", "Shop");
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await using var other = await RestoredShop.OpenAsync();
        if (hasNamesake)
            await other.Shop.Server.ExecuteAsync("CREATE LOGIN till WITH PASSWORD = 'Pässwörd|789'");

        RestoreReport report = await other.SucceedAsync(other.AsCopy with { From = [shop.Shop.Folder] });

        OrphanedUser orphan = Assert.Single(report.Restored!.OrphanedUsers);
        Assert.Equal(("till", hasNamesake), (orphan.Name, orphan.HasNamesake));
        Assert.Contains("ALTER USER [till] WITH LOGIN = [till]", orphan.Fix, StringComparison.Ordinal);
        if (!hasNamesake)
            return;

        await other.Shop.Server.ExecuteAsync(orphan.Fix);
        Assert.Equal(
            0,
            await other.Shop.Server.ScalarAsync("SELECT COUNT(*) FROM sys.database_principals AS u WHERE u.name = N'till' AND u.sid NOT IN (SELECT sid FROM sys.server_principals WHERE sid IS NOT NULL)", "Copy"));
    }

    [Fact]
    public async Task Run_TellsWhatTheDatabaseIsLike()
    {
        await using var shop = await RestoredShop.OpenAsync(recovery: "SIMPLE");
        await shop.Shop.SucceedAsync(shop.Shop.Full);

        RestoreReport report = await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal((Engine.Catalog.RecoveryModel.Simple, Engine.Catalog.PageVerify.Checksum, "sa"), (report.Restored!.RecoveryModel, report.Restored.PageVerify, report.Restored.Owner));
        Assert.True(report.Restored.CompatibilityLevel >= 100);
    }

    [Fact]
    public async Task Run_RestoresStripes()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Stripes = 3 });

        RestoreReport report = await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal(3, report.Plan!.Steps[0].Files.Count);
        Assert.Equal("1", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_ChoosesSetsOfOneFileByPosition()
    {
        await using var shop = await RestoredShop.OpenAsync();
        BackupOptions appended = shop.Shop.Full with { Mode = BackupMode.Append };
        await shop.Shop.SucceedAsync(appended);
        await shop.Shop.SellAsync(2);
        await shop.Shop.SucceedAsync(appended);
        await shop.Shop.SellAsync(3);
        BackupResult third = await shop.Shop.SucceedAsync(appended);
        Assert.Equal(3, third.Set!.Position);

        RestoreReport report = await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal(3, report.Plan!.Steps[0].Position);
        Assert.Equal("1 2 3", await shop.ReceiptsAsync("Copy"));
    }

    [Theory]
    [InlineData("o'neil")]
    [InlineData("[x]; DROP DATABASE Shop --")]
    [InlineData("数据库")]
    [InlineData("A$$B ..\\..\\evil")]
    public async Task Run_TakesAnyNameForWhatItIs(string name)
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.CreateAsync(name);
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = [name] });

        RestoreReport report = await shop.SucceedAsync(shop.AsCopy with { Database = name, Target = $"{name}2" });

        Assert.Equal("1", await shop.ReceiptsAsync($"{name}2"));
        Assert.Equal("1", await shop.ReceiptsAsync("Shop"));
        string root = Path.GetDirectoryName(Path.GetDirectoryName(report.Plan!.Files[0].To))!;
        Assert.All(report.Plan.Files, file => Assert.Equal(root, Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(file.To)))));
    }

    [Fact]
    public async Task Run_AsksWhichInstanceWhenTwoHadADatabaseOfThatName()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.Shop.SucceedAsync(shop.Shop.Full);
        await using var other = await RestoredShop.OpenAsync(change: options => options with { MachineName = "TILL2" });
        await other.Shop.SellAsync(2);
        await other.Shop.SucceedAsync(other.Shop.Full);
        RestoreOptions both = shop.AsCopy with { From = [shop.Shop.Folder, other.Shop.Folder] };

        PosBackupException refusal = await Assert.ThrowsAsync<PosBackupException>(() => shop.RunAsync(both));
        await shop.SucceedAsync(both with { SourceInstance = "TILL2" });

        Assert.Equal(ErrorCode.InvalidOption, refusal.Code);
        Assert.Contains("STANDIN, TILL2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 2", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_ThrowsReadersOutOfAStandbyDatabaseBeforeItGoesOn()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        RestoreOptions standby = shop.AsCopy with { Finish = RestoreFinish.Standby };
        await shop.SucceedAsync(standby);
        await shop.Shop.SellAsync(5);
        await shop.Shop.SucceedAsync(shop.Shop.Log);
        await using var reader = await shop.Shop.Server.ConnectAsync("Copy");

        await shop.SucceedAsync(standby);

        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_SaysThatTheInstanceIsOutOfReach()
    {
        using var state = new TempFolder();
        var options = new RestoreOptions { Instance = new() { Instance = "127.0.0.1,1", User = "sa", Password = new Secret("x"), ConnectTimeout = TimeSpan.FromSeconds(5) }, Database = "Shop" };

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(
            () => new RestoreRunner(catalog: null, state.Path).RunAsync(options, Engine.Progress.NullObserver.Instance));

        Assert.Equal(ErrorCode.InstanceUnavailable, error.Code);
    }
}
