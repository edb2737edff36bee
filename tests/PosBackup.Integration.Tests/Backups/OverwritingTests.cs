using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

public sealed class OverwritingTests
{
    [Fact]
    public async Task Overwrite_KeepsOneFileThatIsAlwaysWhole()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };
        await shop.SucceedAsync(overwrite);

        // At every step of the second run the name leads to a whole backup.
        var watching = new WatchingSteps(Path.Combine(shop.Folder, "Shop_full.bak"));
        shop.Steps = watching;
        BackupResult second = await shop.SucceedAsync(overwrite);

        Assert.Equal([Path.Combine(shop.Folder, "Shop_full.bak")], shop.Media);
        Assert.Equal(second.Set!.SetGuid, Assert.Single((await MediaInspector.InspectAsync(second.Files[0].Path)).Media.Sets).SetGuid);
        Assert.True((await ManifestStore.ReadAsync(second.Files[0].Path))!.Describes((await MediaInspector.InspectAsync(second.Files[0].Path)).Media));
        Assert.Equal(second.Set.SetGuid, Assert.Single(shop.Catalog!.List()).Set.SetGuid);
        Assert.Equal(7, watching.Verdicts.Count);
        Assert.All(watching.Verdicts, verdict => Assert.Equal(Verdict.Intact, verdict));
    }

    [Fact]
    public async Task Overwrite_KeepsTheNewBackupWhenItCannotTakeTheOldOnesPlace()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };
        await shop.SucceedAsync(overwrite);
        string final = Path.Combine(shop.Folder, "Shop_full.bak");
        shop.Steps = new WhenVerified(() =>
        {
            File.Delete(final);
            Directory.CreateDirectory(Path.Combine(final, "in the way"));
        });

        BackupResult failed = await shop.BackUpAsync(overwrite);

        Assert.Equal((RunOutcome.Failed, ErrorCode.FileAccess), (failed.Outcome, failed.Code));
        string kept = Assert.Single(shop.Media, path => path.Contains(".partial", StringComparison.Ordinal));
        Assert.Equal(Verdict.Intact, (await MediaVerifier.VerifyAsync([kept], new VerifyOptions())).Verdict);
        Assert.Contains(kept, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overwrite_TakesTheFileThatWasNamed()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Overwrite };

        await shop.SucceedAsync(named);
        BackupResult second = await shop.SucceedAsync(named);

        Assert.Equal([named.MediaFile], shop.Media);
        Assert.Equal(second.Set!.SetGuid, Assert.Single((await MediaInspector.InspectAsync(named.MediaFile!)).Media.Sets).SetGuid);
    }

    [Theory]
    [InlineData(FaultKind.DiskFull, 60000)]
    [InlineData(FaultKind.DropConnection, 50)]
    [InlineData(FaultKind.AccessDenied, 0)]
    public async Task Overwrite_LeavesTheOldBackupWhenItFails(FaultKind fault, long amount)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite, Compression = CompressionMode.Off };
        BackupResult first = await shop.SucceedAsync(overwrite);
        shop.Server.Instance.Faults.Add(new Fault(fault, "Shop", amount));

        BackupResult failed = await shop.BackUpAsync(overwrite);

        Assert.Equal(RunOutcome.Failed, failed.Outcome);
        Assert.Equal([first.Files[0].Path], shop.Media);
        Assert.Equal(Verdict.Intact, (await MediaVerifier.VerifyAsync([first.Files[0].Path], new VerifyOptions())).Verdict);
    }

    [Fact]
    public async Task Overwrite_RefusesAnotherDatabasesBackup()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Overwrite };
        await shop.SucceedAsync(named);

        Assert.Equal(ErrorCode.MediaMismatch, (await shop.BackUpAsync(named with { Databases = ["Stock"] })).Code);
    }

    [Fact]
    public async Task Overwrite_RefusesWhatIsNoBackup()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string letter = Path.Combine(shop.Folder, "letter.bak");
        await File.WriteAllTextAsync(letter, "Dear customer");

        Assert.Equal(ErrorCode.MediaMismatch, (await shop.BackUpAsync(shop.Full with { Folder = null, MediaFile = letter, Mode = BackupMode.Overwrite })).Code);
        Assert.Equal("Dear customer", await File.ReadAllTextAsync(letter));
    }

    [Fact]
    public async Task Overwrite_NeverReplacesTheBaseByItsDifferential()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Overwrite };
        await shop.SucceedAsync(named);

        BackupResult result = await shop.SucceedAsync(named with { Kind = BackupKind.Differential });

        Assert.Equal(BackupKind.Full, result.TakenKind);
        Assert.Equal(PromotionReason.BaseWouldBeOverwritten, Assert.Single(result.Promotions).Reason);
    }

    /// <summary>Verifies a file at each step.</summary>
    private sealed class WatchingSteps(string file) : IStepObserver
    {
        public List<Verdict> Verdicts { get; } = [];

        public async Task ReachedAsync(BackupStep step, string database) => Verdicts.Add((await MediaVerifier.VerifyAsync([file], new VerifyOptions())).Verdict);
    }

    /// <summary>Does something between verification and swap.</summary>
    private sealed class WhenVerified(Action act) : IStepObserver
    {
        public Task ReachedAsync(BackupStep step, string database)
        {
            if (step == BackupStep.Verified)
                act();

            return Task.CompletedTask;
        }
    }
}
