using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class SpanLimitTransformationTests
{
    [Theory]
    [InlineData("none", null)]
    [InlineData("None", null)]
    [InlineData("36h", 36.0)]
    public void AWordOrASpanIsTaken(string text, double? hours) => Assert.Equal(hours, Transform(text).Span?.TotalHours);

    [Fact]
    public void ATimeSpanStaysWhatItIs() => Assert.Equal(TimeSpan.FromDays(14), Transform(TimeSpan.FromDays(14)).Span);

    [Fact]
    public void ItIsSentAsSeconds_OrAsTheWord()
    {
        Assert.Equal(TimeSpan.FromHours(1), Transform("1h").Value);
        Assert.Equal("none", Transform("none").Value);
    }

    private static SpanLimit Transform(object value) => (SpanLimit)new SpanLimitTransformationAttribute().Transform(null!, value);
}
