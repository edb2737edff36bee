using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;

namespace PosBackup.Engine.Tests.Drills.Assertions;

public sealed class AssertionJudgeTests
{
    private static readonly DateTimeOffset Reached = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly AssertionContext Context = new(Reached, TimeSpan.FromHours(8), new Dictionary<string, AssertionValue>());

    /// <summary>What the query gives, the expected value as JSON means it, and whether they are equal.</summary>
    public static TheoryData<object?, AssertionValue, bool> Equalities => new()
    {
        { 42, new NumberValue(42), true },
        { 42L, new NumberValue(42.0m), true },
        { (byte)7, new NumberValue(7), true },
        { (short)-7, new NumberValue(-7), true },
        { long.MaxValue, new NumberValue(9223372036854775807m), true },
        { long.MaxValue, new NumberValue(9223372036854775806m), false },
        { 19.90m, new NumberValue(19.9m), true },
        { 0.1d, new NumberValue(0.1m), true },
        { 0.1f, new NumberValue(0.1m), true },
        { 0.1d + 0.2d, new NumberValue(0.3m), false },
        { true, new BooleanValue(true), true },
        { true, new NumberValue(1), true },
        { 1, new BooleanValue(true), true },
        { 0, new BooleanValue(true), false },
        { "总店", new TextValue("总店"), true },
        { "A1   ", new TextValue("A1"), true },
        { "a1", new TextValue("A1"), false },
        { "42", new NumberValue(42), false },
        { new DateTime(2026, 3, 1), new TextValue("2026-03-01"), true },
        { new DateTime(2026, 3, 1, 18, 30, 0, 123), new TextValue("2026-03-01 18:30:00.123"), true },
        { new DateTime(2026, 3, 1, 18, 30, 0), new TextValue("2026-03-01T10:30:00Z"), true },
        { new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(2)), new TextValue("2026-03-01T18:30"), true },
        { new DateTime(2026, 3, 1), new TextValue("yesterday"), false },
        { new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), new TextValue("0F8FAD5B-D9CB-469F-A165-70867728950E"), true },
        { new TimeSpan(7, 30, 0), new TextValue("07:30:00.0000000"), true },
        { new byte[] { 1, 0xAB }, new TextValue("0x01AB"), true },
        { DBNull.Value, new NullValue(), true },
        { 0, new NullValue(), false },
        { DBNull.Value, new NumberValue(0), false },
        { DBNull.Value, new TextValue(""), false },
    };

    [Theory]
    [MemberData(nameof(Equalities))]
    public void Judge_ComparesForEquality(object? found, AssertionValue expected, bool holds)
    {
        AssertionResult result = AssertionJudge.Judge(Some() with { EqualTo = expected }, AssertionAnswer.Of(found), Context);
        Assert.Equal(holds ? AssertionOutcome.Passed : AssertionOutcome.Failed, result.Outcome);
    }

    [Theory]
    [InlineData(9, AssertionOutcome.Failed)]
    [InlineData(10, AssertionOutcome.Passed)]
    [InlineData(20, AssertionOutcome.Passed)]
    [InlineData(21, AssertionOutcome.Failed)]
    public void Judge_HoldsBothBounds(int found, AssertionOutcome outcome)
    {
        AssertionResult result = AssertionJudge.Judge(Some() with { AtLeast = new NumberValue(10), AtMost = new NumberValue(20) }, AssertionAnswer.Of(found), Context);
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal("at least 10 and at most 20", result.Expected);
        Assert.Equal(found.ToString(CultureInfo.InvariantCulture), result.Found);
        Assert.Equal(new NumberValue(found), result.Value);
    }

    [Fact]
    public void Judge_NeverFindsNothingEnough()
    {
        Assertion[] assertions =
        [
            Some() with { AtLeast = new NumberValue(-1) }, Some() with { AtMost = new NumberValue(1) }, Some() with { NotOlderThan = TimeSpan.FromDays(1) },
            Some() with { EqualTo = new NumberValue(0) },
        ];
        foreach (Assertion assertion in assertions)
        {
            AssertionResult isNull = AssertionJudge.Judge(assertion, AssertionAnswer.Of(DBNull.Value), Context);
            AssertionResult noRow = AssertionJudge.Judge(assertion, AssertionAnswer.NoRow, Context);
            Assert.Equal((AssertionOutcome.Failed, "NULL", null), (isNull.Outcome, isNull.Found, isNull.Value));
            Assert.Equal((AssertionOutcome.Failed, "no row"), (noRow.Outcome, noRow.Found));
        }

        Assert.Equal(AssertionOutcome.Failed, AssertionJudge.Judge(Some() with { EqualTo = new NullValue() }, AssertionAnswer.NoRow, Context).Outcome);
    }

    [Fact]
    public void Judge_FailsAnAssertionWhoseQueryFails()
    {
        AssertionResult result = AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Broken("Invalid object name 'dbo.Receipt'."), Context);
        Assert.Equal((AssertionOutcome.Failed, "nothing", "Invalid object name 'dbo.Receipt'."), (result.Outcome, result.Found, result.Reason));
    }

    [Fact]
    public void Judge_SaysWhatCannotBeCompared()
    {
        AssertionResult result = AssertionJudge.Judge(Some() with { AtLeast = new NumberValue(1) }, AssertionAnswer.Of("12"), Context);
        Assert.Equal((AssertionOutcome.Failed, "\"12\"", "a text cannot be compared with a number"), (result.Outcome, result.Found, result.Reason));
        Assert.Equal(AssertionOutcome.Failed, AssertionJudge.Judge(Some() with { EqualTo = new NullValue() }, AssertionAnswer.Of(new Version(1, 0)), Context).Outcome);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00", true)]
    [InlineData("2026-03-01T11:59:59.9999999", false)]
    [InlineData("2026-03-02T13:00:00", true)]
    [InlineData("0001-01-01T00:00:00", false)]
    public void Judge_TakesADateWithoutOffsetAsTheWallClockOfTheInstance(string found, bool holds)
    {
        AssertionResult result = AssertionJudge.Judge(
            Some() with { NotOlderThan = TimeSpan.FromDays(1) }, AssertionAnswer.Of(DateTime.Parse(found, CultureInfo.InvariantCulture)), Context);
        Assert.Equal(holds ? AssertionOutcome.Passed : AssertionOutcome.Failed, result.Outcome);
        Assert.Equal("not older than 1d before 2026-03-02T12:00:00+08:00", result.Expected);
    }

    [Theory]
    [InlineData("2026-03-01T04:00:00Z", true)]
    [InlineData("2026-03-01T03:59:59Z", false)]
    public void Judge_TakesADateWithOffsetAsItIs(string found, bool holds) => Assert.Equal(
        holds ? AssertionOutcome.Passed : AssertionOutcome.Failed,
        AssertionJudge.Judge(Some() with { NotOlderThan = TimeSpan.FromDays(1) }, AssertionAnswer.Of(DateTimeOffset.Parse(found, CultureInfo.InvariantCulture)), Context).Outcome);

    [Theory]
    [InlineData(41, AssertionOutcome.Failed)]
    [InlineData(42, AssertionOutcome.Passed)]
    [InlineData(43, AssertionOutcome.Passed)]
    public void Judge_ComparesWithTheLastDrill(int found, AssertionOutcome outcome)
    {
        AssertionResult result = AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Of(found), After(new NumberValue(42)));
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal("not lower than in the last drill (42)", result.Expected);
    }

    [Fact]
    public void Judge_DoesNotEvaluateWithoutAnEarlierDrillButKeepsTheValue()
    {
        AssertionResult first = AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Of(7), Context);
        Assert.Equal((AssertionOutcome.NotEvaluated, "no earlier drill to compare with", new NumberValue(7)), (first.Outcome, first.Reason, first.Value));

        AssertionResult bounded = AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true, AtLeast = new NumberValue(1) }, AssertionAnswer.Of(7), Context);
        Assert.Equal((AssertionOutcome.Passed, "no earlier drill to compare with"), (bounded.Outcome, bounded.Reason));

        AssertionResult otherKind = AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Of(7), After(new MomentValue(new ServerTime(new DateTime(2026, 1, 1), null))));
        Assert.Equal((AssertionOutcome.NotEvaluated, "the last drill found a date, this one a number"), (otherKind.Outcome, otherKind.Reason));
    }

    [Fact]
    public void Judge_FailsWhenWhatWasThereIsGone()
    {
        Assert.Equal(AssertionOutcome.Failed, AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Of(null), After(new NumberValue(42))).Outcome);
        Assert.Equal(AssertionOutcome.Failed, AssertionJudge.Judge(Some() with { NotLowerThanLastDrill = true }, AssertionAnswer.Of("x"), Context).Outcome);
    }

    [Fact]
    public void Judge_KeepsNoTexts() =>
        Assert.Null(AssertionJudge.Judge(Some() with { EqualTo = new TextValue("Ms Li") }, AssertionAnswer.Of("Ms Li"), Context).Value);

    [Fact]
    public void Judge_PrintsTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            AssertionResult result = AssertionJudge.Judge(Some() with { AtLeast = new NumberValue(1.5m) }, AssertionAnswer.Of(1234.25d), Context);
            Assert.Equal(("at least 1.5", "1234.25"), (result.Expected, result.Found));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static AssertionContext After(AssertionValue value) => Context with { Earlier = new Dictionary<string, AssertionValue> { ["x"] = value } };

    private static Assertion Some() => new() { Name = "x", Query = "SELECT 1" };
}
