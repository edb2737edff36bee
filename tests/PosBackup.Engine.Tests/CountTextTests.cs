namespace PosBackup.Engine.Tests;

public sealed class CountTextTests
{
    [Theory]
    [InlineData(0, "0 sets", "0 copies are")]
    [InlineData(1, "1 set", "1 copy is")]
    [InlineData(2, "2 sets", "2 copies are")]
    [InlineData(1_384_000, "1384000 sets", "1384000 copies are")]
    public void Of_TellsOneFromNoneAndMany(long count, string sets, string copies) => Assert.Equal((sets, copies), (CountText.Of(count, "set"), CountText.Of(count, "copy is", "copies are")));
}
