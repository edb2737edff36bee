using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Listing;

public sealed class MediaListerTests : IDisposable
{
    private const int Logs = 96;
    private const long Constant = 16 * 1024;
    private const long EachSet = 24 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A day of a till: the full of the morning, and the logs appended behind it; also where much padding follows each description.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    public void List_ReadsLittleOfAFileWithManySets(int paddedBlocks)
    {
        var full = new SampleSet { Extents = 40, FinalPadding = paddedBlocks * BlockHeader.LogicalBlock };
        var log = new SampleSet { Kind = 'L', LogBlocks = [60, 60], FinalPadding = full.FinalPadding };
        using MediaBytes file = Open(SampleMedia.Make([full, .. Enumerable.Repeat(log, Logs)]));

        MediaInspection inspection = new MediaLister(file).List(CancellationToken.None);

        Assert.Empty(inspection.Findings);
        Assert.Equal(Enumerable.Range(1, 1 + Logs), inspection.Media.Sets.Select(set => set.Position));
        Assert.All(inspection.Media.Sets, set => Assert.NotNull(set.FinishedAt));
        Assert.InRange(file.BytesRead, 1, Math.Min(Constant + ((1 + Logs) * EachSet), file.Length));
    }

    [Fact]
    public void List_ReadsNoMoreThanThereIs()
    {
        var log = new SampleSet { Kind = 'L', LogBlocks = [1] };
        using MediaBytes file = Open(SampleMedia.Make([.. Enumerable.Repeat(log, 12)]));

        Assert.Equal(12, new MediaLister(file).List(CancellationToken.None).Media.Sets.Count);
        Assert.InRange(file.BytesRead, 1, file.Length);
    }

    private MediaBytes Open(byte[] media)
    {
        string path = _folder.File("till.bak");
        File.WriteAllBytes(path, media);
        return MediaBytes.Open(path, FileOptions.None);
    }
}
