using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

public sealed class AppendingTests
{
    [Fact]
    public async Task Append_PutsSetsBehindEachOther()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupResult first = await shop.SucceedAsync(shop.Full with { Mode = BackupMode.Append });
        await shop.SellAsync(2);
        BackupResult second = await shop.SucceedAsync(shop.Differential with { Mode = BackupMode.Append });
        BackupResult third = await shop.SucceedAsync(shop.Log with { Mode = BackupMode.Append });

        Assert.Equal(RollOverReason.NoMedia, first.RollOver!.Reason);
        Assert.Equal((false, true, true), (first.Appended, second.Appended, third.Appended));
        Assert.Null(second.RollOver);
        Assert.Single(shop.Media);
        Assert.Equal((1, 2, 3), (first.Set!.Position, second.Set!.Position, third.Set!.Position));
        Manifest manifest = (await ManifestStore.ReadAsync(first.Files[0].Path))!;
        Assert.Equal([first.Set.SetGuid, second.Set.SetGuid, third.Set.SetGuid], manifest.Media.Sets.Select(set => set.SetGuid));
        Assert.Equal(3, shop.Catalog!.List().Count);
    }

    [Fact]
    public async Task Append_ReportsTheSetOfThisRunThoughOthersBackUpMeanwhile()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full with { Mode = BackupMode.Append });

        BackupResult second = await shop.SucceedAsync(shop.Full with { Mode = BackupMode.Append, Description = "mine" });
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{shop.Server.BackupFolder}/other.bak' WITH COPY_ONLY");

        Assert.StartsWith("mine", second.Set!.Description, StringComparison.Ordinal);
        Assert.Equal(2, second.Set.Position);
    }

    [Fact]
    public async Task Append_UsesAndBeginsTheFileThatWasNamed()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Append };

        Assert.Null((await shop.SucceedAsync(named)).RollOver);
        Assert.Equal(2, (await shop.SucceedAsync(named)).Set!.Position);

        Assert.Equal([named.MediaFile], shop.Media);
    }

    [Fact]
    public async Task Append_RollsOverFromMediaOfAnotherTool()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string file = Path.Combine(shop.Folder, "till.bak");
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{file}'");
        long length = new FileInfo(file).Length;

        BackupResult result = await shop.SucceedAsync(shop.Full with { Folder = null, MediaFile = file, Mode = BackupMode.Append });

        Assert.Equal(RollOverReason.NotOurs, result.RollOver!.Reason);
        Assert.NotEqual(file, result.Files[0].Path);
        Assert.Equal(length, new FileInfo(file).Length);
    }

    [Fact]
    public async Task Append_RollsOverFromAnotherDatabase()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak"), Mode = BackupMode.Append };
        await shop.SucceedAsync(named);

        Assert.Equal(RollOverReason.OtherFamily, (await shop.SucceedAsync(named with { Databases = ["Stock"] })).RollOver!.Reason);
    }

    [Fact]
    public async Task Append_RollsOverWhenCompressionOrStripesChange()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions plain = shop.Full with { Mode = BackupMode.Append, Compression = CompressionMode.Off };
        await shop.SucceedAsync(plain);

        Assert.Equal(RollOverReason.OtherCompression, (await shop.SucceedAsync(plain with { Compression = CompressionMode.On })).RollOver!.Reason);
        Assert.Equal(RollOverReason.OtherStripes, (await shop.SucceedAsync(plain with { Stripes = 2, Compression = CompressionMode.On })).RollOver!.Reason);
        BackupResult striped = await shop.SucceedAsync(plain with { Stripes = 2, Compression = CompressionMode.On });
        Assert.Equal((true, 2, 2), (striped.Appended, striped.Set!.Position, striped.Files.Count));
    }

    [Fact]
    public async Task Append_RollsOverAtTheCap()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions capped = shop.Full with { Mode = BackupMode.Append, Caps = new MediaCaps { Sets = 2 } };
        await shop.SucceedAsync(capped);
        await shop.SucceedAsync(capped);

        Assert.Equal(RollOverReason.TooManySets, (await shop.SucceedAsync(capped)).RollOver!.Reason);
        Assert.Equal(2, shop.Media.Count());
    }

    [Theory]
    [InlineData(FaultKind.DiskFull, 60000)]
    [InlineData(FaultKind.DropConnection, 50)]
    [InlineData(FaultKind.Kill, 50)]
    public async Task Append_LeavesTheMediaAsTheyWereWhenItFails(FaultKind fault, long amount)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions append = shop.Full with { Mode = BackupMode.Append, Compression = CompressionMode.Off };
        BackupResult first = await shop.SucceedAsync(append);
        byte[] before = await File.ReadAllBytesAsync(first.Files[0].Path);
        shop.Server.Instance.Faults.Add(new Fault(fault, "Shop", amount));

        BackupResult failed = await shop.BackUpAsync(append);

        Assert.Equal(RunOutcome.Failed, failed.Outcome);
        Assert.Empty(failed.Notes);
        Assert.Equal(before, await File.ReadAllBytesAsync(first.Files[0].Path));
        Assert.Equal(2, (await shop.SucceedAsync(append)).Set!.Position);
    }

    [Fact]
    public async Task Append_RollsOverFromDamagedMedia()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult first = await shop.SucceedAsync(shop.Full with { Mode = BackupMode.Append });
        Manifest manifest = (await ManifestStore.ReadAsync(first.Files[0].Path))!;
        await ManifestStore.WriteAsync(first.Files[0].Path, manifest.With(new Proof { Level = VerificationLevel.L1, Verdict = Verdict.Damaged, At = DateTimeOffset.MaxValue, ToolVersion = "x" }));

        Assert.Equal(RollOverReason.Unreadable, (await shop.SucceedAsync(shop.Full with { Mode = BackupMode.Append })).RollOver!.Reason);
    }

    [Fact]
    public async Task NewFile_RefusesAFileThatIsThere()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions named = shop.Full with { Folder = null, MediaFile = Path.Combine(shop.Folder, "till.bak") };
        await shop.SucceedAsync(named);

        Assert.Equal(ErrorCode.InvalidOption, (await shop.BackUpAsync(named)).Code);
        Assert.Single((await MediaInspector.InspectAsync(named.MediaFile!)).Media.Sets);
    }
}
