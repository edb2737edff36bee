using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Targets;

public sealed class TargetPathTests
{
    [Theory]
    [InlineData("a", "a", "")]
    [InlineData("a/b/c.bak", "c.bak", "a/b")]
    [InlineData("店/数据库 ½.bak", "数据库 ½.bak", "店")]
    [InlineData("", "", "")]
    public void Parse_GivesNameAndFolder(string text, string name, string folder)
    {
        TargetPath path = TargetPath.Parse(text);

        Assert.Equal((name, folder, text), (path.Name, path.Folder.Value, path.Value));
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData(null)]
    public void TryParse_RefusesWhatLeadsAstray(string? text) => Assert.False(TargetPath.TryParse(text, out _));

    // Not as data of a theory: on their way to the test halves become U+FFFD, which is a whole character.
    [Fact]
    public void IsName_RefusesHalfASurrogatePair()
    {
        Assert.False(TargetPath.IsName("\ud83d"));
        Assert.False(TargetPath.IsName("\udfea.bak"));
        Assert.False(TargetPath.IsName("\ufffd \ud83d"));
        Assert.True(TargetPath.IsName("\ufffd \ud83c\udfea"));
    }

    [Fact]
    public void IsName_CountsBytesOfUtf8()
    {
        Assert.True(TargetPath.IsName(new string('店', 85)));
        Assert.False(TargetPath.IsName(new string('店', 86)));
    }
}
