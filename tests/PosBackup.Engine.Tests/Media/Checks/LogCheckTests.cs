using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Checks;

public sealed class LogCheckTests
{
    [Theory]
    [InlineData(100_000, FindingCode.LogGap)]
    [InlineData(100_001, FindingCode.TooLarge)]
    public void Report_SaysWhenTheLogLiesInTooManyPiecesToBeOrdered(int runs, FindingCode code)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("log.trn");
        File.WriteAllBytes(path, SampleMedia.Make(new SampleSet { Kind = 'L' }));
        using var file = MediaBytes.Open(path, FileOptions.None);
        var findings = new FindingLog(path: null);
        var log = new LogCheck();
        for (uint vlf = 1; vlf <= runs; vlf++)
            log.Add(new LogRun(vlf, FirstBlock: 16, NextBlock: 17));

        log.Report(new MediaLister(file).List(CancellationToken.None).Media.Sets[0], log.Bytes, findings);

        Assert.Equal(code, Assert.Single(findings.All()).Code);
    }
}
