using PosBackup.Engine.Media;
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
