using PosBackup.Cli.Output;

namespace PosBackup.Cli.Tests.Output;

public sealed class TextTests
{
    [Fact]
    public void Printable_LetsNoNameSteerTheTerminal()
    {
        Assert.Equal("\\u001b[2JShop\\u000d\\u000a\\u202e", Printable.Of("\u001b[2JShop\r\n\u202e"));
        Assert.Equal("数据库 o'neil [x] 🧾", Printable.Of("数据库 o'neil [x] 🧾"));
    }

    [Fact]
    public void TextTable_AlignsWideCharacters() => Assert.Equal(
        "name    kind\n数据库  full\nShop    log",
        string.Join('\n', TextTable.Lines([["name", "kind"], ["数据库", "full"], ["Shop", "log"]])));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(3166720, "3.0 MiB")]
    [InlineData(long.MaxValue, "8388608.0 TiB")]
    public void Size_TakesTheUnitThatFits(long bytes, string text) => Assert.Equal(text, Quantity.Size(bytes));

    [Theory]
    [InlineData(1.26, "1.3 s")]
    [InlineData(75, "1:15")]
    [InlineData(3675, "1:01:15")]
    public void Duration_GrowsWithTheTime(double seconds, string text) => Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));
}
