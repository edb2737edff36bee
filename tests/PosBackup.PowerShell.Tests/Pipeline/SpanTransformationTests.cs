using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class SpanTransformationTests
{
    [Theory]
    [InlineData("30s", "00:00:30")]
    [InlineData("10m", "00:10:00")]
    [InlineData("36h", "1.12:00:00")]
    [InlineData("14d", "14.00:00:00")]
    [InlineData("0d", "00:00:00")]
    public void Read_TakesSpansAsPeopleWriteThem(string text, string span) => Assert.Equal(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture), SpanTransformationAttribute.Read(text));

    [Theory]
    [InlineData("36h")]
    [InlineData("12h")]
    [InlineData("8d")]
    [InlineData("90s")]
    [InlineData("10m")]
    public void Write_SaysASpanAsItIsRead(string text) => Assert.Equal(text, SpanTransformationAttribute.Write(SpanTransformationAttribute.Read(text)));

    [Fact]
    public void Write_CountsASecondThatIsBegun() => Assert.Equal("2s", SpanTransformationAttribute.Write(TimeSpan.FromMilliseconds(1500)));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("14")]
    [InlineData("14 d")]
    [InlineData("-1d")]
    [InlineData("1.5h")]
    [InlineData("14D")]
    [InlineData("1000001d")]
    [InlineData("99999999999d")]
    public void Read_LeavesTheRestToPowerShell(string text) => Assert.Null(SpanTransformationAttribute.Read(text));
}
