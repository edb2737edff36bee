using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>Whatever somebody does to the file, the first line that does not fit is named, and what is written later does not hide it.</summary>
public sealed class TamperedLogTests : IDisposable
{
    private const int Count = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;
    private readonly AuditLog _log;
    private readonly AuditLog _alone;

    public TamperedLogTests()
    {
        _catalog = new BackupCatalog(_folder.File("catalog.db"));
        _log = AuditLog.Beside(_catalog);
        _alone = new AuditLog(_log.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x20)]
    [InlineData(0x80)]
    public async Task AnyByteChanged_IsFoundInItsLine(byte mask)
    {
        await SomeAudit.AppendAsync(_log, 2);
        byte[] whole = await File.ReadAllBytesAsync(_log.Path);
        long line = 1;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= mask;
            AuditProblem? problem = await ProblemOfAsync(_alone, changed);
            Assert.True(problem?.Line == line, $"byte {at} of line {line}: {problem}");
            if (whole[at] == (byte)'\n')
                line++;
        }
    }

    [Fact]
    public async Task AnyByteMadeALineEnd_IsFoundInItsLine()
    {
        await SomeAudit.AppendAsync(_log, 2);
        byte[] whole = await File.ReadAllBytesAsync(_log.Path);
        int first = whole.AsSpan().IndexOf((byte)'\n');
        for (int at = 0; at < whole.Length - 1; at++)
        {
            byte[] changed = [.. whole];
            changed[at] = (byte)'\n';
            if (at != first)
                Assert.Equal(at < first ? 1 : 2, (await ProblemOfAsync(_alone, changed))?.Line);
        }
    }

    [Fact]
    public async Task ALineRemoved_IsFoundWhereItWas()
    {
        string[] lines = await WriteAsync();
        for (int at = 0; at < Count - 1; at++)
            Assert.Equal((AuditProblemKind.Removed, at + 1L), await FoundAsync(_alone, [.. lines[..at], .. lines[(at + 1)..]]));
    }

    [Fact]
    public async Task LinesRemovedAtTheEnd_AreFoundByTheCatalogAndOnlyByIt()
    {
        string[] lines = await WriteAsync();
        for (int left = 0; left < Count; left++)
        {
            Assert.Equal((AuditProblemKind.EndMissing, left + 1L), await FoundAsync(_log, lines[..left]));
            AuditVerification alone = await _alone.VerifyAsync();
            Assert.Equal((true, null), (alone.IsIntact, alone.Known));
        }

        File.Delete(_log.Path);
        Assert.Equal(AuditProblemKind.EndMissing, (await _log.VerifyAsync()).Problem?.Kind);
    }

    [Fact]
    public async Task LinesThatChangedPlaces_AreFoundAtTheFirst()
    {
        string[] lines = await WriteAsync();
        for (int one = 0; one < Count; one++)
        {
            for (int other = one + 1; other < Count; other++)
            {
                string[] moved = [.. lines];
                (moved[one], moved[other]) = (lines[other], lines[one]);
                Assert.Equal((AuditProblemKind.Reordered, one + 1L), await FoundAsync(_alone, moved));
            }
        }
    }

    [Fact]
    public async Task ALineTwice_IsFound()
    {
        string[] lines = await WriteAsync();
        for (int at = 1; at <= Count; at++)
            Assert.Equal((AuditProblemKind.Inserted, at + 1L), await FoundAsync(_alone, [.. lines[..at], lines[at - 1], .. lines[at..]]));
    }

    [Fact]
    public async Task ALineOfSomebodyElse_IsFoundThoughItsOwnHashIsRight()
    {
        string[] lines = await WriteAsync();
        for (int at = 1; at <= Count; at++)
        {
            (byte[] forged, _) = AuditLine.Make(SomeAudit.Entry(), new AuditHead(at, new string('f', 64)), SomeMedia.Noon);
            Assert.Equal((AuditProblemKind.Unlinked, at + 1L), await FoundAsync(_alone, [.. lines[..at], System.Text.Encoding.UTF8.GetString(forged).TrimEnd('\n'), .. lines[at..]]));
        }
    }

    [Fact]
    public async Task AChainWrittenAnew_IsFoundByTheCatalog()
    {
        await WriteAsync();
        File.Delete(_log.Path);
        await SomeAudit.AppendAsync(_alone, Count);

        Assert.Equal((AuditProblemKind.Rewritten, (long)Count), Found(await _log.VerifyAsync()));
        Assert.True((await _alone.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task AnAppend_TellsOfACutEndAndDoesNotHideIt()
    {
        string[] lines = await WriteAsync();
        await PutAsync(lines[..3]);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Equal(ErrorCode.AuditLogBroken, Assert.Single(append.Notes).Code);
        Assert.Equal((AuditProblemKind.Removed, 4L), Found(await _log.VerifyAsync()));
        Assert.Empty((await _log.AppendAsync([SomeAudit.Entry()])).Notes);
        Assert.Equal((AuditProblemKind.Removed, 4L), Found(await _log.VerifyAsync()));
    }

    [Fact]
    public async Task AnAppend_TellsOfALogThatIsGoneAndDoesNotHideIt()
    {
        await WriteAsync();
        File.Delete(_log.Path);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Equal((ErrorCode.AuditLogBroken, Count + 1L), (Assert.Single(append.Notes).Code, append.Head.Sequence));
        Assert.Equal((AuditProblemKind.Removed, 1L), Found(await _log.VerifyAsync()));
    }

    [Fact]
    public async Task AnAppend_TellsOfAChainWrittenAnewAndDoesNotHideIt()
    {
        await WriteAsync();
        File.Delete(_log.Path);
        await SomeAudit.AppendAsync(_alone, Count + 2);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Equal(ErrorCode.AuditLogBroken, Assert.Single(append.Notes).Code);
        Assert.Equal((AuditProblemKind.Unlinked, Count + 3L), Found(await _log.VerifyAsync()));
    }

    [Fact]
    public async Task AnAppend_DoesNotTakeOffALastLineThatWasChanged()
    {
        string[] lines = await WriteAsync();
        await PutAsync([.. lines[..4], lines[4].Replace("Shop", "Shoe", StringComparison.Ordinal)]);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Equal(ErrorCode.AuditLogBroken, Assert.Single(append.Notes).Code);
        Assert.Equal((AuditProblemKind.Changed, 5L), Found(await _log.VerifyAsync()));
    }

    private static (AuditProblemKind Kind, long Line)? Found(AuditVerification found) => found.Problem is { } problem ? (problem.Kind, problem.Line) : null;

    private static async Task<AuditProblem?> ProblemOfAsync(AuditLog log, byte[] content)
    {
        await File.WriteAllBytesAsync(log.Path, content);
        return (await log.VerifyAsync()).Problem;
    }

    private async Task<string[]> WriteAsync()
    {
        await SomeAudit.AppendAsync(_log, Count);
        return (await File.ReadAllTextAsync(_log.Path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<(AuditProblemKind Kind, long Line)?> FoundAsync(AuditLog log, string[] lines)
    {
        await PutAsync(lines);
        return Found(await log.VerifyAsync());
    }

    private Task PutAsync(string[] lines) => File.WriteAllTextAsync(_log.Path, string.Concat(lines.Select(line => line + "\n")));
}
