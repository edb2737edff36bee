using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Backups.Selection;

namespace PosBackup.Engine.Tests.Backups.Selection;

public sealed class NameComparerTests
{
    [Theory]
    [InlineData("Latin1_General_CI_AS", "Shop", "SHOP", true)]
    [InlineData("Latin1_General_CS_AS", "Shop", "SHOP", false)]
    [InlineData("Latin1_General_BIN2", "Shop", "SHOP", false)]
    [InlineData("Latin1_General_CI_AI", "Café", "cafe", true)]
    [InlineData("Latin1_General_CI_AS", "Café", "cafe", false)]
    [InlineData("Japanese_CI_AS", "カナ", "かな", true)]
    [InlineData("Japanese_CI_AS_KS_WS", "カナ", "かな", false)]
    [InlineData("Chinese_PRC_CI_AS", "数据库", "数据库 ", true)]
    [InlineData("Latin1_General_BIN2", "Shop", "Shop ", true)]
    public void Same_FollowsTheCollation(string collation, string left, string right, bool expected) =>
        Assert.Equal(expected, new NameComparer(collation).Same(left, right));

    [Theory]
    [InlineData("Shop", "*", true)]
    [InlineData("Shop", "s*p", true)]
    [InlineData("Shop", "?hop", true)]
    [InlineData("Shop", "????", true)]
    [InlineData("Shop", "?????", false)]
    [InlineData("Shop", "*o*", true)]
    [InlineData("Shop", "op", false)]
    [InlineData("Shop", "Shop*", true)]
    [InlineData("Sh[o]p", "sh[o]*", true)]
    [InlineData("aab", "*ab", true)]
    [InlineData("abcabd", "*abd", true)]
    public void Matches_KnowsStarAndQuestionMark(string name, string pattern, bool expected) =>
        Assert.Equal(expected, new NameComparer("Chinese_PRC_CI_AS").Matches(name, pattern));

    [Fact]
    public void Matches_AgreesWithARegularExpression()
    {
        var names = new NameComparer("Latin1_General_BIN2");
        Prop.ForAll(Texts("ab").ToArbitrary(), Texts("ab*?").ToArbitrary(), (name, pattern) =>
            names.Matches(name, pattern) == Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static Gen<string> Texts(string alphabet) => Gen.ListOf(Gen.Elements(alphabet.ToCharArray())).Select(characters => new string([.. characters]));
}
