using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class ValidatePrintableTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Shop, full")]
    [InlineData("\u5E97\u94FA \U0001F6D2")]
    public void FirstOf_IsNoneInWhatCanBePrinted(string text) => Assert.Equal(-1, ValidatePrintableAttribute.FirstOf(text));

    [Theory]
    [InlineData(0, 0x0000)]
    [InlineData(4, 0x0007)]
    [InlineData(3, 0x000A)]
    [InlineData(2, 0xD83D)]
    [InlineData(2, 0xDED2)]
    public void FirstOf_IsWhereItIs(int at, int character) => Assert.Equal(at, ValidatePrintableAttribute.FirstOf("Shop"[..at] + (char)character + "x"));
}
