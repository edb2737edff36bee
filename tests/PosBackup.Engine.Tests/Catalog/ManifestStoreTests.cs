using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class ManifestStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Media => _folder.File("Shop.bak");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_GivesBackWhatFormatWrote() =>
        Check.QuickThrowOnFailure(Prop.ForAll(MediaGen.Manifests.ToArbitrary(), manifest =>
        {
            manifest = manifest with { Media = manifest.Media with { Path = Media } };
            Manifest read = ManifestStore.Parse(ManifestStore.Format(manifest), Media);
            Assert.Equivalent(manifest, read, strict: true);
        }));

    [Fact]
    public async Task Read_GivesNullWhereThereIsNone() => Assert.Null(await ManifestStore.ReadAsync(Media));

    [Fact]
    public async Task Write_ReplacesTheManifestBesideTheMedia()
    {
        await ManifestStore.WriteAsync(Media, SomeMedia.Manifest(Media));
        Manifest second = SomeMedia.Manifest(Media);
        await ManifestStore.WriteAsync(Media, second);
        Assert.Equivalent(second, await ManifestStore.ReadAsync(Media), strict: true);
        Assert.Equal([Media + ".manifest.json"], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Format_WritesLsnsAsDecimalStringsAndTimesWithTheirOffset()
    {
        JsonNode set = JsonNode.Parse(ManifestStore.Format(SomeMedia.Manifest(Media)))!["media"]!["sets"]![0]!;
        Assert.Equal("36000000035200037", set["firstLsn"]!.GetValue<string>());
        Assert.Equal("2026-03-01T12:00:00+08:00", set["finishedAt"]!.GetValue<string>());
        Assert.Equal("full", set["kind"]!.GetValue<string>());
    }

    [Fact]
    public void Format_KeepsNoFolder() => Assert.DoesNotContain(_folder.Path.Replace("\\", @"\\", StringComparison.Ordinal), Encoding.UTF8.GetString(ManifestStore.Format(SomeMedia.Manifest(Media))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("{\"schema\":1")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"toolVersion\":null,\"media\":{\"file\":\"x\"}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\"},\"schema\":2}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\"},\"schema\":1e400}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"length\":-1}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"stripe\":3,\"stripes\":2}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"container\":7}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"sets\":[null]}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"sets\":null}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"mediaSetId\":\"no guid\"}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\",\"mediaDate\":\"yesterday\"}}")]
    [InlineData("{\"toolVersion\":\"1\",\"media\":{\"file\":\"x\"},\"sha256\":\"short\"}")]
    [InlineData("{\"toolVersion\":\"1\",\"toolVersion\":\"2\",\"media\":{\"file\":\"x\"}}")]
    public async Task Read_RefusesWhatIsNoManifest(string json)
    {
        await File.WriteAllTextAsync(ManifestStore.PathOf(Media), json);
        var error = await Assert.ThrowsAsync<PosBackupException>(() => ManifestStore.ReadAsync(Media));
        Assert.Equal(ErrorCode.ManifestUnreadable, error.Code);
        Assert.Contains(ManifestStore.PathOf(Media), error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Parse_TakesTheDefaultsForWhatIsAbsent() => Assert.Equivalent(
        new Manifest { ToolVersion = "1", Media = new MediaFile { Path = Media } },
        ManifestStore.Parse("""{"toolVersion":"1","media":{"file":"x"}}"""u8, Media),
        strict: true);

    [Fact]
    public async Task Read_RefusesDeepNesting()
    {
        await File.WriteAllTextAsync(ManifestStore.PathOf(Media), new string('[', 1_000_000));
        Assert.Equal(ErrorCode.ManifestUnreadable, (await Assert.ThrowsAsync<PosBackupException>(() => ManifestStore.ReadAsync(Media))).Code);
    }

    [Fact]
    public async Task Read_RefusesAHugeFileWithoutReadingIt()
    {
        await using (FileStream file = File.Create(ManifestStore.PathOf(Media)))
            file.SetLength(1L << 40);
        Assert.Equal(ErrorCode.ManifestUnreadable, (await Assert.ThrowsAsync<PosBackupException>(() => ManifestStore.ReadAsync(Media))).Code);
    }

    [Fact]
    public void Parse_NeverThrowsAnythingButItsOwnError()
    {
        byte[] good = ManifestStore.Format(SomeMedia.Manifest(Media, SomeMedia.Set(), SomeMedia.Set(position: 2)).With(SomeMedia.Proof()));
        var random = new Random(20260301);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bad = [.. good];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                ManifestStore.Parse(bad.AsSpan(0, random.Next(8) == 0 ? random.Next(bad.Length) : bad.Length), Media);
            }
            catch (PosBackupException e) when (e.Code == ErrorCode.ManifestUnreadable)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 5_000, 20_000);
    }

    [Fact]
    public async Task Read_SaysWhichFileItCannotOpen()
    {
        Directory.CreateDirectory(ManifestStore.PathOf(Media));
        var error = await Assert.ThrowsAsync<PosBackupException>(() => ManifestStore.ReadAsync(Media));
        Assert.Equal(ErrorCode.FileAccess, error.Code);
    }
}
