using System.Net;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Evidence.Report;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Drills.Evidence;

public sealed class EvidencePageTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(DrillOutcome.Passed, "<strong>Passed</strong>")]
    [InlineData(DrillOutcome.Failed, "<strong>Failed</strong>")]
    [InlineData(DrillOutcome.NotRecoverable, "<strong>Not recoverable</strong>")]
    [InlineData(DrillOutcome.Cancelled, "<strong>Cancelled</strong>")]
    public void Of_SaysTheVerdictInWords(DrillOutcome outcome, string words) =>
        Assert.Contains(words, Page(SomeDrill.Evidence() with { Outcome = outcome, Message = "m" }), StringComparison.Ordinal);

    [Fact]
    public void Of_TellsWhatAnAuditorAsks()
    {
        string page = Page(SomeDrill.Evidence());
        foreach (string fact in (string[])
            [
                "Shop", @"STORE042\SQLEXPRESS", "16.0.4165.4", "Developer Edition", "2026-03-01 11:00:00 &#43;08:00", "3 min 24 s", "target 30 min: met", "1.62 GiB", "in 4 backup sets",
                new string('a', 64), "36000000035200037", "184467", "not older than 1d", "not evaluated", "2 of 3 assertions hold, 1 could not be evaluated yet", "DBCC CHECKDB found no errors", @"HQ\drill", "HQ-DRILL-01", Hash, "drill.json",
            ])
        {
            Assert.Contains(WebUtility.HtmlDecode(fact), WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, ", and 1 assertion holds.")]
    [InlineData(2, ", and all 2 assertions hold.")]
    public void Of_CountsTheAssertionsThatHold(int held, string words)
    {
        DrillEvidence evidence = SomeDrill.Evidence();
        Assert.Contains(words, Page(evidence with { Assertions = [.. evidence.Assertions.Take(held)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TellsWhyAndWhatToDo()
    {
        string page = Page(SomeDrill.Failed() with { Rto = new RtoMeasurement { Measured = TimeSpan.FromHours(1.5), Target = TimeSpan.FromMinutes(30) } });
        Assert.Contains("1 of 1 assertions does not hold", page, StringComparison.Ordinal);
        Assert.Contains("What to do: compare with the shop", page, StringComparison.Ordinal);
        Assert.Contains("1 h 30 min", page, StringComparison.Ordinal);
        Assert.Contains("target 30 min: not met", page, StringComparison.Ordinal);
        Assert.Contains("✕ fails", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StandsAloneAndRunsNothing()
    {
        string page = Page(SomeDrill.Evidence());
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (string foreign in (string[])["<script", "<img", "<link", "<iframe", "http://", "https://", "url(", "@import", "javascript:", " on"])
            Assert.DoesNotContain(foreign + (foreign == " on" ? "click" : ""), page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_TakesHostileTextForText()
    {
        const string Evil = "\"'><script>alert(1)</script><b onmouseover=x>&amp;";
        DrillEvidence evidence = SomeDrill.Evidence() with
        {
            Database = new DrilledDatabase { Name = Evil, Instance = Evil },
            User = Evil,
            Machine = Evil,
            ToolVersion = Evil,
            Message = Evil,
            Hint = Evil,
            Outcome = DrillOutcome.Failed,
            Sources = [Evil],
            RestoredOn = new DrillInstance { Name = Evil, Version = Evil, Edition = Evil, ScratchDatabase = Evil },
            CheckDb = new CheckDbResult { Outcome = CheckDbOutcome.Errors, Messages = [Evil] },
            AssertionFile = new DrilledFile { Path = Evil, Length = 1, Sha256 = Evil },
            Assertions = [new AssertionResult { Name = Evil, Outcome = AssertionOutcome.Failed, Expected = Evil, Found = Evil, Reason = Evil }],
            CleanUp = new CleanUpResult { Outcome = CleanUpOutcome.LeftBehind, Message = Evil, LeftOversRemoved = [Evil] },
            Sets = [SomeDrill.Evidence().Sets[0] with { Files = [new DrilledFile { Path = Evil, Length = 1, Sha256 = Evil }] }],
        };
        string page = EvidencePage.Of(evidence, Evil, Evil);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", page, StringComparison.Ordinal);
        Assert.Equal(Tags(Page(evidence with { Database = new DrilledDatabase { Name = "x", Instance = "x" } })), Tags(page));
    }

    [Theory]
    [InlineData("Shop\u202Egnp.exe", @"Shop\u202Egnp.exe")]
    [InlineData("a\0b\u001b[31m", @"a\u0000b\u001B[31m")]
    [InlineData("tag \U000E0041", @"tag \uDB40\uDC41")]
    [InlineData("店 🛒", "店 🛒")]
    public void Of_ShowsWhatCannotBeSeen(string name, string shown) => Assert.Contains(
        $"""<h1 class="name">{shown}<small>""",
        WebUtility.HtmlDecode(Page(SomeDrill.Evidence() with { Database = new DrilledDatabase { Name = name } })),
        StringComparison.Ordinal);

    [Fact]
    public void Of_ShowsHalfAPair() =>
        Assert.Contains(@"half \uD83D pair", Page(SomeDrill.Evidence() with { Database = new DrilledDatabase { Name = "half \ud83d pair" } }), StringComparison.Ordinal);

    [Fact]
    public void Of_ShortensALongChain()
    {
        string page = Page(SomeDrill.Evidence(logs: 300));
        Assert.Contains("in 302 backup sets", page, StringComparison.Ordinal);
        Assert.Contains("and 298 more between them", page, StringComparison.Ordinal);
        Assert.Contains("Shop_log_301.trn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("more between them", Page(SomeDrill.Evidence(logs: 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StandsWhenNothingWasReached()
    {
        DrillEvidence nothing = SomeDrill.Evidence() with
        {
            Outcome = DrillOutcome.NotRecoverable,
            Level = VerificationLevel.None,
            Message = "no full backup",
            Sets = [],
            Phases = [],
            Assertions = [],
            AssertionFile = null,
            CheckDb = new CheckDbResult(),
            Rto = new RtoMeasurement(),
            Bytes = 0,
            CleanUp = new CleanUpResult(),
            RestoredOn = new DrillInstance { Name = "HQ" },
            Moment = SomeDrill.Evidence().Moment with { Reached = null },
        };
        string page = Page(nothing);
        foreach (string said in (string[])["Nothing was restored", "not measured", "None was restored", "None were given", "Not run", "There was nothing to remove"])
            Assert.Contains(said, page, StringComparison.Ordinal);
    }

    private static string Page(DrillEvidence evidence) => EvidencePage.Of(evidence, "drill.json", Hash);

    private static int Tags(string page) => page.Count(c => c == '<');
}
