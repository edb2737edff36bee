using System.Diagnostics;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media;

public sealed class MediaAccessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_NamesTheFileThatIsMissing()
    {
        string path = _folder.File("gone.bak");
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => MediaInspector.InspectAsync(path));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public async Task Inspect_RefusesAFolder()
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => MediaInspector.InspectAsync(_folder.Path));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_CallsAnEmptyFileNoMedia()
    {
        string path = _folder.File("empty.bak");
        await File.WriteAllBytesAsync(path, []);

        Assert.Equal(FindingCode.NotBackupMedia, Assert.Single((await MediaInspector.InspectAsync(path)).Findings).Code);
        Assert.Equal(Verdict.Damaged, (await MediaVerifier.VerifyAsync([path], new VerifyOptions())).Verdict);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(51)]
    [InlineData(511)]
    [InlineData(512)]
    public async Task Verify_SurvivesAFileThatHardlyBegins(int length)
    {
        string path = await SaveAsync(new SampleSet());
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..length]);

        MediaInspection inspection = await MediaInspector.InspectAsync(path);
        Assert.Empty(inspection.Media.Sets);
        Assert.NotEmpty(inspection.Findings);
        Assert.Equal(Verdict.Damaged, (await MediaVerifier.VerifyAsync([path], new VerifyOptions())).Verdict);
    }

    [UnixFact]
    public async Task Inspect_DoesNotWaitForAPipeNotEvenBehindALink()
    {
        string pipe = _folder.File("pipe.bak"), link = _folder.File("link.bak"), device = _folder.File("device.bak");
        using (Process maker = Process.Start("mkfifo", [pipe]))
            await maker.WaitForExitAsync();

        File.CreateSymbolicLink(link, pipe);
        File.CreateSymbolicLink(device, "/dev/zero");

        foreach (string path in new[] { pipe, link, device })
            Assert.Equal(FindingCode.NotBackupMedia, Assert.Single((await MediaInspector.InspectAsync(path)).Findings).Code);
    }

    [UnixFact]
    public async Task Inspect_FollowsALinkAndNamesABrokenOne()
    {
        string link = _folder.File("link.bak"), broken = _folder.File("broken.bak");
        File.CreateSymbolicLink(link, await SaveAsync(new SampleSet()));
        File.CreateSymbolicLink(broken, _folder.File("gone.bak"));

        Assert.Single((await MediaInspector.InspectAsync(link)).Media.Sets);
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => MediaInspector.InspectAsync(broken))).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30_000)]
    public async Task Verify_FindsAFileThatShrankSinceItWasListed(int length)
    {
        string path = await SaveAsync(new SampleSet());
        MediaInspection inspection = await MediaInspector.InspectAsync(path);
        await using (FileStream file = File.OpenWrite(path))
            file.SetLength(length);

        VerificationReport report = new MediaSetPass(new VerifyOptions(), progress: null, CancellationToken.None).Run([inspection]);

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Equal(length, report.Counts.Bytes);
    }

    [Fact]
    public async Task Verify_ReadsAFileThatGrewSinceItWasListed()
    {
        string path = await SaveAsync(new SampleSet());
        MediaInspection inspection = await MediaInspector.InspectAsync(path);
        await File.AppendAllBytesAsync(path, new byte[100_000]);

        VerificationReport report = new MediaSetPass(new VerifyOptions(), progress: null, CancellationToken.None).Run([inspection]);

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.TrailingBytes);
    }

    [Fact]
    public async Task Verify_RefusesMoreFilesThanAMediaSetCanHave()
    {
        string path = await SaveAsync(new SampleSet());
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(
            () => MediaVerifier.VerifyAsync([.. Enumerable.Repeat(path, 65)], new VerifyOptions()));

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains("65 files", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_EndsWhenCancelled()
    {
        using var source = new CancellationTokenSource();
        using var file = MediaBytes.Open(await SaveAsync(new SampleSet()), FileOptions.None, source.Token);
        await source.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => file.Read(0, new byte[1]));
    }

    [Fact]
    public async Task Verify_NeedsAFile() => Assert.Equal(
        ErrorCode.InvalidOption,
        (await Assert.ThrowsAsync<PosBackupException>(() => MediaVerifier.VerifyAsync([], new VerifyOptions()))).Code);

    [Fact]
    public async Task Verify_EndsWhenCancelled()
    {
        using var source = new CancellationTokenSource();
        string path = await SaveAsync(new SampleSet());
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MediaVerifier.VerifyAsync([path], new VerifyOptions(), progress: null, source.Token));
    }

    [Fact]
    public async Task Verify_ReportsProgressUpToTheLastByte()
    {
        string path = await SaveAsync(new SampleSet { Extents = 20 });
        var progress = new CollectingProgress();
        await MediaVerifier.VerifyAsync([path], new VerifyOptions { Sha256 = false }, progress);

        long length = new FileInfo(path).Length;
        Assert.Equal(new OperationProgress(100, length, length), progress.Seen[^1]);
    }

    [Fact]
    public async Task Group_LetsStrangersAndCopiesOfAnUnstripedFileStandAlone()
    {
        string one = await SaveAsync(new SampleSet()), other = _folder.File("other.txt"), copy = _folder.File("copy.bak");
        File.Copy(one, copy);
        await File.WriteAllTextAsync(other, "no media");
        MediaInspection[] inspections = [await MediaInspector.InspectAsync(other), await MediaInspector.InspectAsync(one), await MediaInspector.InspectAsync(copy)];

        IReadOnlyList<MediaSetFiles> groups = MediaGrouping.Group(inspections);

        Assert.Equal([other, one, copy], groups.Select(group => Assert.Single(group.Stripes).Media.Path));
        Assert.True(groups[1].IsComplete);
        Assert.True(groups[2].IsComplete);
    }

    private async Task<string> SaveAsync(SampleSet set)
    {
        string path = _folder.File("sample.bak");
        await File.WriteAllBytesAsync(path, SampleMedia.Make(set));
        return path;
    }

    private sealed class CollectingProgress : IProgress<OperationProgress>
    {
        public List<OperationProgress> Seen { get; } = [];

        public void Report(OperationProgress value) => Seen.Add(value);
    }
}
