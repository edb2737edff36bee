using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

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

    [Fact]
    public async Task Run_DeletesAnUnfinishedBackupOfItsOwn()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupResult first = await shop.SucceedAsync(shop.Full);
        BackupResult second = await shop.SucceedAsync(shop.Full);
        string half = second.Files[0].Path;
        Shorten(half, new FileInfo(half).Length / 2);
        File.Delete(ManifestStore.PathOf(half));

        BackupReport report = await shop.RunAsync(shop.Log);

        Assert.False(File.Exists(half));
        Assert.Contains(half, Assert.Single(report.Healed), StringComparison.Ordinal);
        Assert.True(File.Exists(first.Files[0].Path));
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

        BackupReport report = await shop.RunAsync(shop.Full);

        Assert.Contains("cut back", Assert.Single(report.Healed), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(media));
    }

    [Fact]
    public async Task Run_DeletesAnUnfinishedReplacementAndKeepsTheOldBackup()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };
        BackupResult first = await shop.SucceedAsync(overwrite);
        string media = first.Files[0].Path;
        string partial = $"{media}.0123abcd.partial";
        File.Copy(media, partial);
        Shorten(partial, new FileInfo(partial).Length / 2);

        BackupReport report = await shop.RunAsync(overwrite with { Kind = BackupKind.Log, Mode = BackupMode.NewFile });

        Assert.False(File.Exists(partial));
        Assert.Single(report.Healed);
        Assert.Equal(Verdict.Intact, (await MediaVerifier.VerifyAsync([media], new VerifyOptions())).Verdict);
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

    private static void Shorten(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.SetLength(length);
    }
}
