using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Tests.Backups.Placement;

public sealed class SetMarkTests
{
    private static readonly Guid Mark = new("0123abcd-4567-89ab-cdef-0123456789ab");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("before the update")]
    [InlineData("it's [posbackup] again")]
    public void Describe_CarriesAMarkThatIsFoundAgain(string? words) => Assert.Equal(Mark, SetMark.In(SetMark.Describe(words, Mark)));

    [Fact]
    public void Describe_FitsTheLongestDescription() =>
        Assert.True(SetMark.Describe(new string('x', 200), Mark).Length <= 255);

    [Theory]
    [InlineData("")]
    [InlineData("nightly full")]
    [InlineData("[posbackup 0123]")]
    [InlineData("[posbackup 0123abcd456789abcdef0123456789ab] moved")]
    public void In_FindsNoMarkInOtherDescriptions(string description) => Assert.Null(SetMark.In(description));
}
