using System.Globalization;
using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Tests.Formats;

public sealed class ReadableTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public ReadableTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Theory]
    [InlineData("00:00:00.4", "0.4 s")]
    [InlineData("00:02:05", "2:05")]
    [InlineData("01:02:05", "1:02:05")]
    [InlineData("-00:00:00.012", "0.0 s")]
    [InlineData("-00:00:01.5", "-1.5 s")]
    [InlineData("-02:00:00", "-2:00:00")]
    public void Span_IsReadable_AlsoOfAClockThatIsBehind(string span, string text) => Assert.Equal(text, Readable.Span(TimeSpan.Parse(span, CultureInfo.InvariantCulture)));

    [Fact]
    public void Moment_IsByItsOwnClock_AndTellsTheOffsetWhereThereIsRoom()
    {
        var moment = new DateTimeOffset(2026, 3, 1, 11, 59, 59, TimeSpan.FromHours(8));

        Assert.Equal(("2026-03-01 11:59:59", "2026-03-01 11:59:59 +08:00", ""), (Readable.Moment(moment), Readable.MomentAndOffset(moment), Readable.Moment(null)));
    }

    [Fact]
    public void Proof_NamesLevelAndVerdict_AndCallsWhatWasNotCheckedSo() => Assert.Equal(
        ("L1 intact", "damaged", "not checked", "not checked"),
        (Readable.Proof(new Proof { Level = VerificationLevel.L1, Verdict = Verdict.Intact }), Readable.Proof(new Verification { Verdict = Verdict.Damaged }), Readable.Proof(new Verification { Level = VerificationLevel.L1 }), Readable.Proof(null)));

    [Fact]
    public void FileNames_TakesPathsAndRecordsOfFiles() => Assert.Equal(
        ("a.bak, b.bak", "a.bak", ""),
        (Readable.FileNames((string[])[@"D:\bk\a.bak", "/bk/b.bak"]), Readable.FileNames((BackupFile[])[new() { File = @"D:\bk\a.bak" }]), Readable.FileNames(null)));

    [Theory]
    [InlineData(0, "0 files")]
    [InlineData(1, "1 file")]
    [InlineData(2, "2 files")]
    public void Counted_KnowsOneFromMany(long count, string text) => Assert.Equal(text, Readable.Counted(count, "file"));
}
