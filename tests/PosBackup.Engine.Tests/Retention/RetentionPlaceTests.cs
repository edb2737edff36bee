using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention;

public sealed class RetentionPlaceTests
{
    [Theory]
    [InlineData("hq", "", true)]
    [InlineData("HQ", "", true)]
    [InlineData("hq", "A", false)]
    [InlineData("hq2", "", false)]
    public void Equals_ComparesTargetsWithoutCase(string target, string medium, bool isSame)
    {
        var place = new RetentionPlace(target, medium);

        Assert.Equal(isSame, place == new RetentionPlace("hq"));
        Assert.Equal(isSame, new HashSet<RetentionPlace> { new("hq") }.Contains(place));
    }

    [Theory]
    [InlineData("", "", "here")]
    [InlineData("hq", "", "in hq")]
    [InlineData("usb", "A", "in usb (A)")]
    public void Where_ReadsAsPartOfASentence(string target, string medium, string where) => Assert.Equal(where, new RetentionPlace(target, medium).Where);

    [Fact]
    public void Equals_ComparesMediaToTheLetter() => Assert.NotEqual(new RetentionPlace("usb", "a"), new RetentionPlace("usb", "A"));
}
