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
    [InlineData("\ud800")]
    [InlineData(null)]
    public void TryParse_RefusesWhatLeadsAstray(string? text) => Assert.False(TargetPath.TryParse(text, out _));

    [Fact]
    public void IsName_CountsBytesOfUtf8()
    {
        Assert.True(TargetPath.IsName(new string('店', 85)));
        Assert.False(TargetPath.IsName(new string('店', 86)));
    }
}
