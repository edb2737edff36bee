using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;
using PosBackup.Fuzz;
using PosBackup.SqlStandIn.Backups.Synthetic;

namespace PosBackup.Engine.Tests.Media.Fuzz;

/// <summary>What the fuzzer changes inside compressed media is really found there, and nothing else is.</summary>
public sealed class ChunkedStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CorpusFact]
    public async Task Compress_GivesBackARealFileAsGoodAsItWas() =>
        await GivesBackAsync(await File.ReadAllBytesAsync(Corpus.PathOf("SC-701_ClassWork/northwind.bak")));

    [Fact]
    public async Task Compress_GivesBackAMadeUpFileAsGoodAsItWas() => await GivesBackAsync(MadeUp());

    [Fact]
    public async Task Compress_HidesNothingOfAChangeInside()
    {
        var inside = new ChunkedStream(MadeUp());
        Site page = inside.Sites.SelectMany(kind => kind).Last(site => site.Kind == SiteKind.Page);
        inside.Bytes[page.Offset + 4000] ^= 1;

        Finding[] findings = [.. (await VerifyAsync(inside.Compress())).Findings];

        Assert.Contains(findings, finding => finding.Code is FindingCode.PageChecksumMismatch or FindingCode.BackupChecksumMismatch);
        Assert.DoesNotContain(findings, finding => finding.Code.ToString().StartsWith("Chunk", StringComparison.Ordinal));
    }

    private async Task GivesBackAsync(byte[] file)
    {
        var inside = new ChunkedStream(file);
        byte[] again = inside.Compress();
        VerificationReport report = await VerifyAsync(again);

        Assert.Equal(Verdict.Intact, report.Verdict);
        Assert.NotEmpty(report.Media[0].Sets);
        Assert.Equal(inside.Bytes, new ChunkedStream(again).Bytes);
    }

    private byte[] MadeUp()
    {
        string path = _folder.File("made-up.bak");
        new SyntheticShape().WriteTo([path], checksum: true, compressed: true);
        return File.ReadAllBytes(path);
    }

    private async Task<VerificationReport> VerifyAsync(byte[] file)
    {
        string path = _folder.File("again.bak");
        await File.WriteAllBytesAsync(path, file);
        return await MediaVerifier.VerifyAsync([path], new VerifyOptions());
    }
}
