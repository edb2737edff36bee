using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Targets;

public sealed class AsideNameTests
{
    [Theory]
    [InlineData("full.bak")]
    [InlineData("full.bak.manifest.json")]
    [InlineData("Lager – früh.bak")]
    public void Of_IsANameThatTellsWhoseItIs(string name)
    {
        string aside = AsideName.Of(name);

        Assert.True(AsideName.Is(aside));
        Assert.False(AsideName.Is(name));
        Assert.Equal(name, AsideName.OwnerOf(aside));
        Assert.Equal(TargetPath.Parse("folder/" + aside), AsideName.Of(TargetPath.Parse("folder/" + name)));
    }

    [Fact]
    public void Of_IsANameAlsoForNamesThatLeaveNoRoom()
    {
        string one = AsideName.Of(new string('a', 255));
        string other = AsideName.Of(new string('a', 254) + 'b');

        Assert.True(TargetPath.IsName(one));
        Assert.NotEqual(one, other);
        Assert.True(AsideName.Is(one));
        Assert.Null(AsideName.OwnerOf(one));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/b")]
    public void OwnerOf_IsNobodyWhereNoPathCanHaveTheName(string name) => Assert.Null(AsideName.OwnerOf(name + AsideName.Of("x")[1..]));
}
