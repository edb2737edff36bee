using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class RetentionWarningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly RetentionTerms Fortnight = new() { Window = new SpanLimit(TimeSpan.FromDays(14)), Daily = 7 };
    private static readonly RetentionPlace[] Hq = [new("hq")];

    [Fact]
    public void ASensiblePolicy_IsNotWarnedOf()
    {
        Assert.Empty(Of(new RetentionFile { Policy = Fortnight }));
        Assert.Empty(Of(new RetentionFile { Policy = Fortnight with { MaximumAge = new SpanLimit(TimeSpan.FromDays(14)) }, Targets = [new TargetTerms("HQ", new RetentionTerms { Monthly = 12, MaximumAge = new SpanLimit(Span: null) })] }));
        Assert.Empty(RetentionWarning.Of(new RetentionFile { Policy = Fortnight }, [], Now));
    }

    [Fact]
    public void ATargetThatKeepsLessThanHere_IsWarnedOf_AndWhetherItsFilesAreShippedAgain()
    {
        var file = new RetentionFile { Policy = Fortnight, Targets = [new TargetTerms("hq", new RetentionTerms { Window = new SpanLimit(TimeSpan.FromDays(7)), MaximumAge = new SpanLimit(TimeSpan.FromDays(30)) })] };
        Assert.Contains("hq: it is to keep less than here (window, maximumAge)", Assert.Single(Of(file)).Message, StringComparison.Ordinal);
        Assert.Contains("copies that are needed for that stay", Of(file)[0].Message, StringComparison.Ordinal);
        Assert.Contains("'posbackup sync' ships it again", Assert.Single(Of(file with { Policy = Fortnight with { Copies = 0 } })).Message, StringComparison.Ordinal);
        Assert.Contains("'posbackup sync' ships it again", RetentionWarning.Of(file, [.. Hq, new("far")], Now)[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copyOnly")]
    [InlineData("foreign")]
    public void ATargetThatLetsSetsGoThatAreKeptHere_IsWarnedOf(string property)
    {
        RetentionTerms Terms(SetTreatment treatment) => property == "foreign" ? new() { Foreign = treatment } : new() { CopyOnly = treatment };
        var file = new RetentionFile { Policy = Terms(SetTreatment.Keep).Over(Fortnight), Targets = [new TargetTerms("hq", Terms(SetTreatment.AsOthers))] };

        Assert.Contains($"hq: it is to keep less than here ({property})", Assert.Single(Of(file)).Message, StringComparison.Ordinal);
        Assert.Empty(Of(file with { Targets = [] }));
    }

    [Fact]
    public void AMaximumAgeBelowTheWindow_IsWarnedOf() =>
        Assert.Contains("here: the maximum age, 7d, is shorter than the window, 14d", Of(new RetentionFile { Policy = Fortnight with { MaximumAge = new SpanLimit(TimeSpan.FromDays(7)) } })[0].Message, StringComparison.Ordinal);

    [Fact]
    public void APolicyThatAsksForNothing_IsWarnedOfInEachPlace() =>
        Assert.Equal(["here: nothing but", "hq: nothing but"], Of(new RetentionFile()).Select(warning => warning.Message[..(warning.Message.IndexOf("but", StringComparison.Ordinal) + 3)]));

    [Fact]
    public void MoreCopiesThanThereIsRoomFor_AreWarnedOf()
    {
        var file = new RetentionFile { Policy = Fortnight with { Copies = 2 } };
        Assert.Contains("there is room for 1", Assert.Single(Of(file)).Message, StringComparison.Ordinal);
        Assert.Empty(RetentionWarning.Of(file, [new("sticks", "A"), new("sticks", "B")], Now));
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(35, "proven anew within 35d")]
    [InlineData(null, "proven anew never")]
    public void CopiesThatAreProvenMoreSeldomThanAFileHereAsksFor_AreWarnedOf(int? days, string? warned)
    {
        var hq = new FolderDefinition { Name = "hq", Path = "/hq", Verification = new VerificationDefinition { WholeWithinDays = days } };

        Assert.Null(RetentionWarning.OfProofs(hq, new RetentionPolicy { Copies = 0 }));
        if (warned is null)
            Assert.Null(RetentionWarning.OfProofs(hq, new RetentionPolicy()));
        else
            Assert.Contains(warned, RetentionWarning.OfProofs(hq, new RetentionPolicy())!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATargetThatIsNotDefined_IsWarnedOf() =>
        Assert.Contains("hqq: it has a policy", Assert.Single(Of(new RetentionFile { Policy = Fortnight, Targets = [new TargetTerms("hqq", Fortnight)] })).Message, StringComparison.Ordinal);

    [Fact]
    public void AHold_IsWarnedOfFromItsEndOn()
    {
        var hold = new RetentionHold(Guid.NewGuid(), "audit", Now);
        var file = new RetentionFile { Policy = Fortnight, Holds = [hold, hold with { SetGuid = Guid.NewGuid(), Until = null }] };
        RetentionWarning warning = Assert.Single(Of(file));
        Assert.Contains($"set {hold.SetGuid} ended at 2026-06-01 03:00 +00:00: audit", warning.Message, StringComparison.Ordinal);
        Assert.Empty(RetentionWarning.Of(file, Hq, Now.AddTicks(-1)));
    }

    private static IReadOnlyList<RetentionWarning> Of(RetentionFile file) => RetentionWarning.Of(file, Hq, Now);
}
