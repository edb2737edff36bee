using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Tests.Files;

public sealed class FileNameTextTests
{
    private static readonly SearchValues<char> ForbiddenOnWindows = SearchValues.Create("<>:\"/\\|?*");

    [Theory]
    [InlineData("Shop", "Shop")]
    [InlineData("shop_2-main", "shop_2-main")]
    [InlineData("数据库", "数据库")]
    [InlineData("Ärger", "Ärger")]
    [InlineData("A$$B", "A~0024~0024B")]
    [InlineData("o'neil", "o~0027neil")]
    [InlineData("[x]", "~005bx~005d")]
    [InlineData("a.b c", "a.b c")]
    [InlineData("dot.", "dot~002e")]
    [InlineData("space ", "space~0020")]
    [InlineData(".hidden", "~002ehidden")]
    [InlineData("tilde~1", "tilde~007e1")]
    [InlineData("../up", "~002e.~002fup")]
    [InlineData("C:\\x", "C~003a~005cx")]
    [InlineData("tab\tnul\0", "tab~0009nul~0000")]
    [InlineData("CON", "~0043ON")]
    [InlineData("nul.db", "~006eul.db")]
    [InlineData("COM1", "~0043OM1")]
    [InlineData("console", "console")]
    public void Of_IsSafeAndComesBack(string name, string text)
    {
        Assert.Equal(text, FileNameText.Of(name));
        Assert.Equal(name, FileNameText.NameOf(text));
    }

    [Fact]
    public void Of_CarriesHalvesOfCharacters()
    {
        string half = new('\ud800', 1);

        Assert.Equal("~d800", FileNameText.Of(half));
        Assert.Equal(half, FileNameText.NameOf("~d800"));
    }

    [Fact]
    public void Of_AnyNameWithinTheBudgetComesBack() => Prop.ForAll(Names(), name =>
    {
        string text = FileNameText.Of(name);
        return FileNameText.IsCut(text) ? FileNameText.NameOf(text) is null && FileNameText.IsFor(text, name) : Same(name, FileNameText.NameOf(text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_GivesDifferentNamesDifferentTexts() => Prop.ForAll(Names(), Names(), (left, right) =>
        Same(left, right) == Same(FileNameText.Of(left), FileNameText.Of(right))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_IsTakenByEveryFileSystem() => Prop.ForAll(Names(), name =>
    {
        string text = FileNameText.Of(name);
        return Encoding.UTF8.GetByteCount(text) <= FileNameText.LongestBytes
            && !text.AsSpan().ContainsAny(ForbiddenOnWindows)
            && !text.Any(char.IsControl)
            && text[0] is not ('.' or ' ')
            && text[^1] is not ('.' or ' ')
            && text.IsNormalized(NormalizationForm.FormC)
            && Same(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), text);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NeverChangesUnderNormalization() => Prop.ForAll(Names(), name =>
        Same(FileNameText.Of(name).Normalize(NormalizationForm.FormC), FileNameText.Of(name))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_KeepsHangulLettersApart()
    {
        const string letters = "\u1100\u1161";

        Assert.NotEqual(FileNameText.Of("\uac00"), FileNameText.Of(letters));
        Assert.Equal(letters, FileNameText.NameOf(FileNameText.Of(letters)));
    }

    [Fact]
    public void Of_CutsLongNamesWithoutMixingThemUp()
    {
        string first = new string('界', 127) + "甲";
        string second = new string('界', 127) + "乙";

        Assert.True(FileNameText.IsCut(FileNameText.Of(first)));
        Assert.NotEqual(FileNameText.Of(first), FileNameText.Of(second));
        Assert.True(FileNameText.IsFor(FileNameText.Of(first), first));
        Assert.False(FileNameText.IsFor(FileNameText.Of(first), second));
    }

    [Fact]
    public void Of_CarriesOneHundredAndTwentyEightLettersWhole()
    {
        string name = new('x', 128);

        Assert.Equal(name, FileNameText.NameOf(FileNameText.Of(name)));
    }

    [Theory]
    [InlineData("a~00")]
    [InlineData("a~zzzz")]
    [InlineData("~0041")]
    [InlineData("")]
    [InlineData("a$b")]
    public void NameOf_RefusesWhatOfNeverMakes(string text) => Assert.Null(FileNameText.NameOf(text));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    /// <summary>Names of up to 128 UTF-16 units, from characters that make trouble and from all others.</summary>
    internal static Arbitrary<string> Names()
    {
        Gen<char> trouble = Gen.Elements("$'[]\"\\/:*?<>|~._- %&;^\t\r\n\0aA1åÅ\u0301\u00e9数据库ＡﾊпИ\ud83d\ude00\ud800\udc00\u1100\u1161\uac00\u00b9".ToCharArray());
        Gen<char> any = Gen.Choose(0, 0xFFFF).Select(value => (char)value);
        Gen<string> text = Gen.Choose(1, 128).SelectMany(length => Gen.ArrayOf(Gen.Frequency((3, trouble), (1, any)), length)).Select(characters => new string(characters));
        Gen<string> reserved = Gen.Elements("CON", "prn", "Aux", "NUL", "com1", "LPT9", "nul.txt", "CON .x", "COM¹");
        return Gen.Frequency((9, text), (1, reserved)).ToArbitrary();
    }
}
