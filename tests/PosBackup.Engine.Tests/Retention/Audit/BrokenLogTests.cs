using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>A break hides nothing that comes after it, and once it is explained what is changed later shows again.</summary>
public sealed class BrokenLogTests : IDisposable
{
    private const int Count = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly AuditLog _log;

    public BrokenLogTests() => _log = AuditLog.Beside(new BackupCatalog(_folder.File("catalog.db")), new ManualClock(SomeMedia.Noon));

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Breaks => new()
    {
        { "1 2 3* 4 5 6* 7 8", "Changed 3, Changed 6" },
        { "1 2 4 5 7 8", "Removed 3, Removed 5" },
        { "1 2* 4 5 5 6 7 8", "Changed 2, Removed 3, Inserted 5" },
        { "2 1 3 4 6 5 7 8", "Reordered 1, Reordered 5" },
        { "1 2 2 3 4 4 5 6 7 8", "Inserted 3, Inserted 6" },
        { "1 2 ? 3 4 5 ? 6 7 8", "Unreadable 3, Unreadable 7" },
        { "? ? 1 2 3 4 5 6 7 8", "Unreadable 1, Unreadable 2" },
        { "1 2 3* 4* 5 7 8", "Changed 3, Changed 4, Removed 6" },
        { "1 2 ! 3 4 ! 5 6 7 8", "Unlinked 3, Unlinked 6" },
        { "1 2 ! 4 5 6 7 8", "Unlinked 3, Unlinked 4" },
        { "1 2 3 4 5 6 7 8*", "Changed 8" },
        { "1 2* 3 4 5 6", "Changed 2, EndMissing 7" },
    };

    /// <param name="lines">Numbers of lines; * is changed, ? is garbage, ! is a line of somebody else with the next number.</param>
    /// <param name="found">What is wrong, and in which line of the file.</param>
    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task EveryBreak_IsTold(string lines, string found)
    {
        await BreakAsync(lines);

        AuditVerification told = await _log.VerifyAsync();

        Assert.Equal(found, Words(told.Problems));
        Assert.Equal(told.Problems[0], told.Problem);
        Assert.False(told.IsIntact);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task WhatWasExplained_IsIntactAndStaysTold(string lines, string found)
    {
        await BreakAsync(lines);
        AuditHead head = (await _log.BeginAsync("a disk failed")).Head;
        await SomeAudit.AppendAsync(_log, 2);

        AuditVerification told = await _log.VerifyAsync();

        Assert.True(told.IsIntact, Words(told.Problems));
        AuditExplanation explained = Assert.Single(told.Explained);
        Assert.Equal((await File.ReadAllLinesAsync(_log.Path)).Length - 2, explained.Line);
        Assert.Equal((SomeMedia.Noon, "a disk failed", AuditActor.Current), (explained.At, explained.Reason, explained.Actor));
        Assert.StartsWith(found.Replace(", EndMissing 7", "", StringComparison.Ordinal), Words(explained.Problems), StringComparison.Ordinal);
        Assert.Equal(head.Sequence + 2, told.Head.Sequence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task WhatIsChangedAfterwards_Shows(int line)
    {
        await BreakAsync("1 2 3* 4 5 6 7 8");
        await _log.BeginAsync("a disk failed");
        await SomeAudit.AppendAsync(_log, 2);
        string[] lines = await File.ReadAllLinesAsync(_log.Path);
        lines[line - 1] = lines[line - 1].Replace("TILL7", "TILL8", StringComparison.Ordinal).Replace("failed", "burnt!", StringComparison.Ordinal);
        await PutAsync(lines);

        Assert.Contains((await _log.VerifyAsync()).Problems, problem => problem.Line == line);
    }

    /// <summary>Who may write the log, and not the catalog.</summary>
    [Fact]
    public async Task ABreak_IsNotExplainedByALineThatTheCatalogKnowsNothingOf()
    {
        await BreakAsync("1 2 4 5 6 7 8");
        var forger = new AuditLog(_log.Path, catalog: null, new ManualClock(SomeMedia.Noon));
        await forger.BeginAsync("nothing to see");

        AuditVerification told = await _log.VerifyAsync();

        Assert.False(told.IsIntact);
        Assert.Equal("Removed 3, Inserted 8", Words(told.Problems));
    }

    [Fact]
    public async Task ALogThatIsLost_IsBegunAnew()
    {
        await SomeAudit.AppendAsync(_log, 2);
        File.Delete(_log.Path);

        AuditAppend append = await _log.BeginAsync("the disk is gone");

        Assert.Equal(3, append.Head.Sequence);
        Assert.Equal("Removed 1", Words(Assert.Single((await _log.VerifyAsync()).Explained).Problems));
    }

    [Fact]
    public async Task ASecondBreak_IsExplainedByASecondBeginning()
    {
        await BreakAsync("1 2 4 5 6 7 8");
        await _log.BeginAsync("first");
        await SomeAudit.AppendAsync(_log, 2);
        string[] lines = await File.ReadAllLinesAsync(_log.Path);
        await PutAsync([.. lines[..8], lines[8].Replace("TILL7", "TILL8", StringComparison.Ordinal), lines[9]]);

        await _log.BeginAsync("second");

        AuditVerification told = await _log.VerifyAsync();
        Assert.Equal(["first: Removed 3", "second: Changed 9"], told.Explained.Select(one => $"{one.Reason}: {Words(one.Problems)}"));
    }

    [Theory]
    [InlineData("a reason", "intact: there is nothing to explain")]
    [InlineData(" ", "there is no reason")]
    public async Task WhereNothingIsBroken_NothingIsBegun(string reason, string said)
    {
        await SomeAudit.AppendAsync(_log, 2);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _log.BeginAsync(reason));

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _log.VerifyAsync()).Lines);
    }

    private static string Words(IEnumerable<AuditProblem> problems) => string.Join(", ", problems.Select(problem => $"{problem.Kind} {problem.Line}"));

    private async Task BreakAsync(string drawn)
    {
        await SomeAudit.AppendAsync(_log, Count);
        string[] lines = await File.ReadAllLinesAsync(_log.Path);
        var broken = new List<string>();
        int last = 0;
        foreach (string one in drawn.Split(' '))
        {
            if (one == "!")
                broken.Add(Encode(AuditLine.Make(SomeAudit.Entry(), new AuditHead(last, new string('f', 64)), SomeMedia.Noon).Line));
            else if (one == "?")
                broken.Add("Dear shop,");
            else
                broken.Add(one.EndsWith('*') ? lines[(last = int.Parse(one[..^1], System.Globalization.CultureInfo.InvariantCulture)) - 1].Replace("TILL7", "TILL8", StringComparison.Ordinal) : lines[(last = int.Parse(one, System.Globalization.CultureInfo.InvariantCulture)) - 1]);
        }

        await PutAsync(broken);
    }

    private static string Encode(byte[] line) => System.Text.Encoding.UTF8.GetString(line).TrimEnd('\n');

    private Task PutAsync(IEnumerable<string> lines) => File.WriteAllTextAsync(_log.Path, string.Concat(lines.Select(line => line + "\n")));
}
