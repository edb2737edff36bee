using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Pages;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

public sealed class PageCheckerTests
{
    [Fact]
    public void APageThatTellsItsCmdletRightlyHasNoProblem() => Assert.Empty(Check(Some.Cmdlet(), Some.Page()));

    [Fact]
    public void AParameterThatIsNotToldIsAProblem() =>
        Assert.Equal(["en-US: Get-Thing: -Size is not told"], Check(Some.Cmdlet(Some.Name, Some.Parameter("Size", "Int64")), Some.Page()));

    [Fact]
    public void AParameterThatIsNotThereIsAProblem() =>
        Assert.Equal(["en-US: Get-Thing: there is no -Colour"], Check(Some.Cmdlet(), Some.Page(Some.Told("Name", "String[]", "none"), Some.Told("Colour", "String", "none"))));

    [Fact]
    public void AnotherTypeIsAProblem() =>
        Assert.Equal(["en-US: Get-Thing: -Name is told to be String; it is String[]"], Check(Some.Cmdlet(), Some.Page(Some.Told("Name", "String", "none"))));

    [Theory]
    [InlineData("15s", "15s", true)]
    [InlineData("15s", "30s", false)]
    [InlineData("15s", "none", false)]
    [InlineData("8 days", "8 天", true)]
    [InlineData("8 days", "9 天", false)]
    [InlineData("none", "none", true)]
    [InlineData("none", "all", false)]
    [InlineData("the instance's backup folder", "实例自己的备份文件夹", true)]
    [InlineData("the instance's backup folder", "none", false)]
    [InlineData("what the file says, else 90d", "策略文件里写的，没写是 90d", true)]
    [InlineData("what the file says, else 90d", "策略文件里写的，没写是 30d", false)]
    [InlineData(null, "none", true)]
    [InlineData(null, "", false)]
    public void TheDefaultIsWhatTheDocCommentTells(string? @default, string told, bool isRight) => Assert.Equal(
        isRight, Check(Some.Cmdlet(Some.Parameter("Wait", "TimeSpan", @default)), Some.Page(Some.Told("Wait", "TimeSpan", told))).Count == 0);

    [Theory]
    [InlineData("Full", true)]
    [InlineData("Log", false)]
    [InlineData("the full one", false)]
    public void TheDefaultOfAnEnumIsItsName(string told, bool isRight) => Assert.Equal(
        isRight, Check(Some.Cmdlet(Some.Parameter("Kind", "Kind", "Full") with { Words = ["Full", "Log"] }), Some.Page(Some.Told("Kind", "Kind", told))).Count == 0);

    [Fact]
    public void ASwitchIsOff() => Assert.Equal(
        ["en-US: Get-Thing: the default of -Force is told to be 'none'; it is 'off'"],
        Check(Some.Cmdlet(Some.Parameter("Force", "SwitchParameter")), Some.Page(Some.Told("Force", "SwitchParameter", "none"))));

    [Fact]
    public void ACmdletWithoutAPage_AndAPageWithoutACmdlet_AreProblems() => Assert.Equal(
        ["en-US: Get-Thing has no page", "en-US: the page of Get-Other is about no cmdlet"],
        Check(Some.Cmdlet(), Some.Page() with { Cmdlet = "Get-Other" }));

    [Fact]
    public void AParameterThatTwoCmdletsShareIsToldInTheSameWords()
    {
        Cmdlet other = Some.Cmdlet() with { Noun = "Other" };
        HelpPage page = Some.Page(Some.Told("Name", "String[]", "none", "In other words.")) with { Cmdlet = "Get-Other" };
        HelpPage right = page with { Examples = [.. page.Examples.Select(example => example with { Code = "Get-Other" })] };

        string problem = Assert.Single(PageChecker.Check([Some.Cmdlet(), other], [Some.Page(), right], Some.English));

        Assert.Equal("en-US: -Name is one parameter of Get-Thing, Get-Other, and is told in different words", problem);
    }

    [Fact]
    public void ThreeExamplesAreTold_EachOfTheCmdlet() => Assert.Equal(
        ["en-US: Get-Thing: 1 examples are told, there must be 3", "en-US: Get-Thing: the example 'Wrong' must use Get-Thing and say what it is for"],
        Check(Some.Cmdlet(), Some.Page() with { Examples = [new("Wrong", ["What for."], "Get-Other", IsRunnable: false, [])] }));

    [Fact]
    public void OutputsAndLinksAreThoseThereAre() => Assert.Equal(
        ["en-US: Get-Thing: there is no Get-Nothing to link to", "en-US: Get-Thing: it writes Some.Thing, of which the page says nothing", "en-US: Get-Thing: it does not write Some.Other"],
        Check(Some.Cmdlet(), Some.Page() with { Links = ["Get-Nothing"], Outputs = [new("Some.Other", ["Another."])] }));

    private static IReadOnlyList<string> Check(Cmdlet cmdlet, HelpPage page) => PageChecker.Check([cmdlet], [page], Some.English);
}
