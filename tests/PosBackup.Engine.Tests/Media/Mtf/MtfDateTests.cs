using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Mtf;

public sealed class MtfDateTests
{
    [Theory]
    [InlineData("2017-05-18 04:17:37")]
    [InlineData("2024-02-29 23:59:59")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    public void Read_GivesBackWhatWasWritten(string text)
    {
        DateTime date = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(date, MtfDate.Read(new FieldWriter(5).Date(0, date).Bytes));
    }

    [Fact]
    public void Read_TakesTheBytesOfARealFile() =>
        Assert.Equal(new DateTime(2017, 5, 18, 4, 17, 37, DateTimeKind.Unspecified), MtfDate.Read([0x1F, 0x85, 0x64, 0x44, 0x65]));

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 0x1F, 0x84, 0xBE, 0, 0 })]
    public void Read_HasNoDateForNoneAndForImpossibleOnes(byte[] bytes) => Assert.Null(MtfDate.Read(bytes));
}
