using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;
using PosBackup.SqlStandIn.Backups.Synthetic;
using Xunit.Abstractions;

namespace PosBackup.Engine.Tests.Media;

/// <summary>
/// Listing and verifying work in borrowed buffers: what one file leaves to the garbage collector is small, so that many files in one
/// process stay small too, whatever the collector's budgets are on a machine.
/// </summary>
public sealed class AllocationTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 50)]
    [InlineData(false, 2000)]
    [InlineData(true, 50)]
    [InlineData(true, 2000)]
    public void ListAndVerify_AllocateLittleWhateverTheSize(bool compressed, int pages)
    {
        string path = _folder.File("sample.bak");
        new SyntheticShape { StorePages = pages }.WriteTo([path], checksum: true, compressed);
        MediaInspection inspection = List(path);

        // The least of several: the pool may have been emptied by a collection in between.
        long list = Enumerable.Range(0, 5).Min(_ => Allocated(() => List(path)));
        long verify = Enumerable.Range(0, 5).Min(_ => Allocated(() => Assert.Equal(Verdict.Intact, Verify(inspection).Verdict)));

        output.WriteLine($"list {list} bytes, verify {verify} bytes");
        Assert.InRange(list, 1, 100_000);
        Assert.InRange(verify, 1, 250_000);
    }

    private static MediaInspection List(string path)
    {
        using var file = MediaBytes.Open(path, FileOptions.None);
        return new MediaLister(file).List(CancellationToken.None);
    }

    private static VerificationReport Verify(MediaInspection inspection) =>
        new MediaSetPass(new VerifyOptions { Sha256 = false, Parallelism = 1 }, progress: null, CancellationToken.None).Run([inspection]);

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
