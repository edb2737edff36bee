using PosBackup.Engine.Drills;

namespace PosBackup.Engine.Tests.Drills;

public sealed class DrillRotationTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 23, 30, 0, TimeSpan.Zero);

    private static readonly (string Instance, string Database)[] Fleet =
        [.. from store in Enumerable.Range(1, 1500) from database in (string[])["Shop", "Loyalty"] select ($@"STORE{store}\SQLEXPRESS", database)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void IsDue_TakesEveryDatabaseExactlyOnceInAllShares(int shares)
    {
        foreach ((string instance, string database) in Fleet)
            Assert.Equal(1, Enumerable.Range(1, shares).Count(share => DrillRotation.Parse($"{share}/{shares}").IsDue(instance, database, Day)));
    }

    [Fact]
    public void IsDue_CoversTheFleetInAsManyDaysAsShares()
    {
        DrillRotation rotation = DrillRotation.Parse("auto/30");
        foreach ((string instance, string database) in Fleet)
            Assert.Equal(1, Enumerable.Range(0, 30).Count(day => rotation.IsDue(instance, database, Day.AddDays(day))));
    }

    [Fact]
    public void IsDue_SharesTheFleetEvenly()
    {
        int[] sizes = [.. Enumerable.Range(1, 30).Select(share => Fleet.Count(one => DrillRotation.Parse($"{share}/30").IsDue(one.Instance, one.Database, Day)))];
        Assert.InRange(sizes.Min(), 60, 100);
        Assert.InRange(sizes.Max(), 100, 140);
    }

    /// <summary>Shares that moved with a version or a machine would leave databases out for a whole round.</summary>
    [Theory]
    [InlineData(@"STORE1\SQLEXPRESS", "Shop")]
    [InlineData(@"store1\sqlexpress", "SHOP")]
    public void ShareOf_NeverChanges(string instance, string database) => Assert.Equal(ExpectedShare, DrillRotation.Parse("auto/10000").ShareOf(instance, database));

    [Fact]
    public void ShareOf_KeepsInstanceAndDatabaseApart() =>
        Assert.NotEqual(DrillRotation.Parse("auto/10000").ShareOf("AB", "C"), DrillRotation.Parse("auto/10000").ShareOf("A", "BC"));

    [Fact]
    public void ShareAt_GoesByTheUtcDay()
    {
        DrillRotation rotation = DrillRotation.Parse("auto/7");
        Assert.Equal(rotation.ShareAt(Day), rotation.ShareAt(Day.ToOffset(TimeSpan.FromHours(8))));
        Assert.NotEqual(rotation.ShareAt(Day), rotation.ShareAt(Day.AddHours(1)));
        Assert.Equal(3, DrillRotation.Parse("3/7").ShareAt(Day));
    }

    [Theory]
    [InlineData("3/30", 3, 30)]
    [InlineData("1/1", 1, 1)]
    [InlineData("auto/30", null, 30)]
    public void Parse_ReadsWhatToStringWrites(string text, int? share, int shares)
    {
        DrillRotation rotation = DrillRotation.Parse(text);
        Assert.Equal((share, shares, text), (rotation.Share, rotation.Shares, rotation.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/0")]
    [InlineData("-1/3")]
    [InlineData("1/3/3")]
    [InlineData("AUTO/3")]
    [InlineData(" 1/3")]
    [InlineData("1/10001")]
    [InlineData("auto/")]
    public void Parse_RefusesWhatIsNone(string text) => Assert.Equal(ErrorCode.InvalidOption, Assert.Throws<PosBackupException>(() => DrillRotation.Parse(text)).Code);

    private const int ExpectedShare = 2919;
}
