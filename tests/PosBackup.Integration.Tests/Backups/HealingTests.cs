using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>The folder and the catalog as a power cut leaves them after each step; the next run puts them right.</summary>
public sealed class HealingTests
{
    public static TheoryData<BackupMode, int> Cuts
    {
        get
        {
            var cuts = new TheoryData<BackupMode, int>();
            foreach (BackupMode mode in Enum.GetValues<BackupMode>())
            {
                foreach (BackupStep step in Enum.GetValues<BackupStep>())
                {
                    if (step != BackupStep.Swapped || mode == BackupMode.Overwrite)
                        cuts.Add(mode, (int)step);
                }
            }

            return cuts;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Run_PutsRightWhatAPowerCutLeft(BackupMode mode, int step)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions options = shop.Full with { Mode = mode };
        await shop.SucceedAsync(options);
        using var cut = new PowerCut(shop, (BackupStep)step);
        shop.Steps = cut;
        BackupResult lost = await shop.SucceedAsync(options);
        cut.Happen();
        shop.Steps = NoStepObserver.Instance;

        await shop.SucceedAsync(shop.Log);

        Assert.DoesNotContain(shop.Media, path => path.EndsWith(".partial", StringComparison.Ordinal));
        var known = new HashSet<Guid>();
        foreach (string media in shop.Media)
        {
            MediaInspection inspection = await MediaInspector.InspectAsync(media);
            Assert.True((await ManifestStore.ReadAsync(media))?.Describes(inspection.Media), media);
            known.UnionWith(inspection.Media.Sets.Select(set => set.SetGuid));
        }

        Assert.Equal(step >= (int)BackupStep.BackedUp, known.Contains(lost.Set!.SetGuid));
        Assert.Subset(shop.Catalog!.List().Where(entry => entry.Presence == MediaPresence.Present).Select(entry => entry.Set.SetGuid).ToHashSet(), known);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_SetsAsideTheHalfFileOfACrashedRun(bool withCatalog)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult first = await shop.SucceedAsync(shop.Full);
        string half = await CrashedHalfAsync(shop);
        if (!withCatalog)
            shop.Catalog = null;

        byte[] bytes = await File.ReadAllBytesAsync(half);

        BackupReport report = await shop.RunAsync(shop.Log);

        Assert.False(File.Exists(half));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(half + ".unfinished"));
        Assert.Contains(half, Assert.Single(report.Healed), StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Succeeded, Assert.Single(report.Results).Outcome);
        Assert.True(File.Exists(first.Files[0].Path));
        Assert.False(File.Exists(WriteIntent.Of(shop.Folder, "Shop").Path));
        Assert.Empty((await shop.RunAsync(shop.Log)).Healed);
    }

    [Fact]
    public async Task Run_LeavesAHalfFileAloneThatNoRunIsKnownToHaveMade()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.SucceedAsync(shop.Full);
        string half = await CrashedHalfAsync(shop);
        File.Delete(WriteIntent.Of(shop.Folder, "Shop").Path);
        byte[] bytes = await File.ReadAllBytesAsync(half);

        BackupReport report = await shop.RunAsync(shop.Full with { Mode = BackupMode.Append });

        Assert.Empty(report.Healed);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(half));
        BackupResult result = Assert.Single(report.Results);
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.DoesNotContain(half, result.Files.Select(file => file.Path));
        Assert.Contains(result.Notes, note => note.Message.Contains(half, StringComparison.Ordinal) && note.Hint!.Contains("posbackup verify", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_NeverTakesACataloguedBackupForUnfinished(bool withIntent)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string media = (await shop.SucceedAsync(shop.Full)).Files[0].Path;
        File.Delete(ManifestStore.PathOf(media));
        Zero(media, 4096);
        if (withIntent)
            WriteIntent.Of(shop.Folder, "Shop").Add([media]);

        byte[] before = await File.ReadAllBytesAsync(media);
        shop.Server.Instance.Faults.Add(new Fault(FaultKind.DiskFull, "Shop", 60000));

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Empty(report.Healed);
        Assert.Equal(before, await File.ReadAllBytesAsync(media));
    }

    [Fact]
    public async Task Run_TellsThatACataloguedBackupIsDamaged()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string media = (await shop.SucceedAsync(shop.Full)).Files[0].Path;
        Zero(media, 512);
        byte[] before = await File.ReadAllBytesAsync(media);

        BackupReport report = await shop.RunAsync(shop.Differential);

        Assert.Empty(report.Healed);
        Assert.Equal(before, await File.ReadAllBytesAsync(media));
        BackupResult result = Assert.Single(report.Results);
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.BackupSetCorrupt && note.Message.Contains(media, StringComparison.Ordinal));
        Assert.Equal(BackupKind.Full, result.TakenKind);
        Assert.Equal(Verdict.Damaged, (await ManifestStore.ReadAsync(media))?.LatestProof()?.Verdict);
    }

    [Fact]
    public async Task Run_DoesNotEvenLookAtTheHalfCopyOfAnotherDatabase()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Depot");
        string copy = (await shop.SucceedAsync(shop.Full with { Databases = ["Depot"] })).Files[0].Path;
        File.Delete(ManifestStore.PathOf(copy));
        Shorten(copy, new FileInfo(copy).Length / 2);
        byte[] before = await File.ReadAllBytesAsync(copy);
        shop.Catalog = null;

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Empty(report.Healed);
        Assert.Empty(Assert.Single(report.Results).Notes);
        Assert.Equal(before, await File.ReadAllBytesAsync(copy));
    }

    [Fact]
    public async Task Run_KeepsAFinishedSetBehindWhatTheManifestDescribes()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions append = shop.Full with { Mode = BackupMode.Append };
        string media = (await shop.SucceedAsync(append)).Files[0].Path;
        byte[] manifest = await File.ReadAllBytesAsync(ManifestStore.PathOf(media));
        DateTime written = File.GetLastWriteTimeUtc(media);
        await shop.SucceedAsync(append);
        long two = new FileInfo(media).Length;
        await shop.SucceedAsync(append);
        Shorten(media, two + ((new FileInfo(media).Length - two) / 2));
        await File.WriteAllBytesAsync(ManifestStore.PathOf(media), manifest);
        File.SetLastWriteTimeUtc(ManifestStore.PathOf(media), written);
        byte[] before = await File.ReadAllBytesAsync(media);

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Empty(report.Healed);
        Assert.Equal(before, await File.ReadAllBytesAsync(media));
    }

    [Fact]
    public async Task Run_CutsAnUnfinishedAppendedSetOff()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions append = shop.Full with { Mode = BackupMode.Append };
        BackupResult first = await shop.SucceedAsync(append);
        string media = first.Files[0].Path;
        byte[] before = await File.ReadAllBytesAsync(media);
        byte[] manifest = await File.ReadAllBytesAsync(ManifestStore.PathOf(media));
        DateTime written = File.GetLastWriteTimeUtc(media);
        await shop.SucceedAsync(append);
        Shorten(media, before.Length + ((new FileInfo(media).Length - before.Length) / 2));
        await File.WriteAllBytesAsync(ManifestStore.PathOf(media), manifest);
        File.SetLastWriteTimeUtc(ManifestStore.PathOf(media), written);

        byte[] whole = await File.ReadAllBytesAsync(media);
        shop.Catalog!.Record([await ManifestStore.ReadAsync(media) ?? throw new InvalidOperationException()]);

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Contains("cut back", Assert.Single(report.Healed), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(media));
        Assert.Equal(whole[before.Length..], await File.ReadAllBytesAsync(media + ".unfinished"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_SetsAsideAnUnfinishedReplacementOfItsOwnAndKeepsTheOldBackup(bool isOfARun)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };
        BackupResult first = await shop.SucceedAsync(overwrite);
        string media = first.Files[0].Path;
        string partial = $"{media}.0123abcd.partial";
        File.Copy(media, partial);
        Shorten(partial, new FileInfo(partial).Length / 2);
        if (isOfARun)
            WriteIntent.Of(shop.Folder, "Shop").Add([partial]);

        BackupReport report = await shop.RunAsync(overwrite with { Kind = BackupKind.Log, Mode = BackupMode.NewFile });

        Assert.Equal(!isOfARun, File.Exists(partial));
        Assert.Equal(isOfARun, File.Exists(partial + ".unfinished"));
        Assert.Equal(isOfARun ? 1 : 0, report.Healed.Count);
        Assert.Equal(!isOfARun, Assert.Single(report.Results).Notes.Any(note => note.Message.Contains(partial, StringComparison.Ordinal)));
        Assert.Equal(Verdict.Intact, (await MediaVerifier.VerifyAsync([media], new VerifyOptions())).Verdict);
    }

    [Fact]
    public async Task Run_DoesNotPutAnOlderReplacementInPlaceOfANewerBackup()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };
        string media = (await shop.SucceedAsync(overwrite)).Files[0].Path;
        string partial = $"{media}.0123abcd.partial";
        File.Copy(media, partial);
        await shop.SellAsync(2);
        await shop.SucceedAsync(overwrite);
        WriteIntent.Of(shop.Folder, "Shop").Add([partial]);
        byte[] newer = await File.ReadAllBytesAsync(media);

        BackupReport report = await shop.RunAsync(shop.Log);

        Assert.Empty(report.Healed);
        Assert.Equal(newer, await File.ReadAllBytesAsync(media));
        Assert.True(File.Exists(partial));
    }

    [Fact]
    public async Task Run_TellsOfAnOldProbeAndKeepsABackupThatIsNamedLikeOne()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string probe = Path.Combine(shop.Folder, "posbackup_probe_00112233445566778899aabbccddeeff.bak");
        string backup = Path.Combine(shop.Folder, "posbackup_probe_shop_full_20250101_000000_0123abcd.bak");
        foreach (string file in new[] { probe, backup })
        {
            await File.WriteAllTextAsync(file, "old");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-1));
        }

        BackupResult result = await shop.SucceedAsync(shop.Full);

        Assert.True(File.Exists(probe));
        Assert.True(File.Exists(backup));
        Assert.Contains(probe, Assert.Single(result.Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NeverTouchesFilesOfOthers()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string foreign = Path.Combine(shop.Folder, "Shop_full.bak");
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO DISK = N'{foreign}' WITH COPY_ONLY");
        string letter = Path.Combine(shop.Folder, "letter.bak.0123abcd.partial");
        await File.WriteAllTextAsync(letter, "Dear customer");
        byte[] before = await File.ReadAllBytesAsync(foreign);

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Empty(report.Healed);
        Assert.Equal(before, await File.ReadAllBytesAsync(foreign));
        Assert.True(File.Exists(letter));
        Assert.False(File.Exists(ManifestStore.PathOf(foreign)));
    }

    /// <summary>A crash image: the run was over its BACKUP when the power went, and half of the file reached the disk.</summary>
    private static async Task<string> CrashedHalfAsync(BackedUpShop shop)
    {
        using var cut = new PowerCut(shop, BackupStep.BackedUp);
        shop.Steps = cut;
        string half = (await shop.SucceedAsync(shop.Full)).Files[0].Path;
        cut.Happen();
        shop.Steps = NoStepObserver.Instance;
        Shorten(half, new FileInfo(half).Length / 2);
        return half;
    }

    private static void Zero(string file, int length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Write(new byte[length]);
    }

    private static void Shorten(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.SetLength(length);
    }
}
