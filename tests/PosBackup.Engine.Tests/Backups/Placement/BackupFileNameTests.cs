using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Files;

namespace PosBackup.Engine.Tests.Backups.Placement;

public sealed class BackupFileNameTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 22, 58, 3, TimeSpan.FromHours(8));
    private static readonly Guid Mark = new("0123abcd-4567-89ab-cdef-0123456789ab");

    [Fact]
    public void For_NamesDatabaseKindUtcAndId() =>
        Assert.Equal("Shop_full_20261121_145803_0123abcd.bak", BackupFileName.For("Shop", BackupKind.Full, At, Mark).ToString());

    [Fact]
    public void For_GivesLogsTheirOwnExtension() =>
        Assert.Equal("Shop_log_20261121_145803_0123abcd.trn", BackupFileName.For("Shop", BackupKind.Log, At, Mark).ToString());

    [Fact]
    public void For_NumbersStripes() => Assert.Equal(
        "Shop_diff_20261121_145803_0123abcd_2of3.bak",
        (BackupFileName.For("Shop", BackupKind.Differential, At, Mark) with { Stripe = 2, Stripes = 3 }).ToString());

    [Fact]
    public void TryParse_ReadsBackWhatForMade() => Prop.ForAll(FileNameTextTests.Names(), Kinds(), Stripes(), (name, kind, stripes) =>
    {
        BackupFileName made = BackupFileName.For(name, kind, At, Mark) with { Stripe = stripes, Stripes = stripes };
        return BackupFileName.TryParse(made.ToString()) == made && made.IsFor(name);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void For_LeavesRoomForTheNamesOfManifests() => Prop.ForAll(FileNameTextTests.Names(), name =>
    {
        BackupFileName longest = BackupFileName.For(name, BackupKind.Full, At, Mark) with { Stripe = 64, Stripes = 64 };
        string temporary = $"{longest}{ManifestStore.Extension}.{Guid.NewGuid():N}.tmp";
        return Encoding.UTF8.GetByteCount(temporary) <= 255;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Shop_full_20261121_145803_0123abcd.bak.manifest.json")]
    [InlineData("Shop_full_20261121_145803_0123ABCD.bak")]
    [InlineData("Shop_full_20261121_145803_0123abcd.trn")]
    [InlineData("Shop_full_20269921_145803_0123abcd.bak")]
    [InlineData("Shop_full_20261121_145803_0123abcd_1of1.bak")]
    [InlineData("Sh$p_full_20261121_145803_0123abcd.bak")]
    [InlineData("Shop.bak")]
    [InlineData("_full_20261121_145803_0123abcd.bak")]
    public void TryParse_RefusesNamesThatAreNotOurs(string name) => Assert.Null(BackupFileName.TryParse(name));

    [Fact]
    public void TryParse_IsNotConfusedByADatabaseNamedLikeABackup()
    {
        string name = "Shop_full_20261121_145803_0123abcd";
        BackupFileName made = BackupFileName.For(name, BackupKind.Log, At, Mark);

        Assert.Equal(name, BackupFileName.TryParse(made.ToString())?.Database);
    }

    [Fact]
    public void For_NeverMeetsAnotherOfTheSameSecond()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

        for (int i = 0; i < 1000; i++)
            Assert.True(names.Add(BackupFileName.For("Shop", BackupKind.Full, At, Guid.NewGuid()).ToString()));
    }

    [Theory]
    [InlineData(BackupKind.Full, "Shop_full.bak")]
    [InlineData(BackupKind.Differential, "Shop_diff.bak")]
    [InlineData(BackupKind.Log, "Shop_log.trn")]
    public void Lasting_HasNeitherTimeNorId(BackupKind kind, string name) => Assert.Equal(name, BackupFileName.Lasting("Shop", kind));

    private static Arbitrary<BackupKind> Kinds() => Gen.Elements(BackupKind.Full, BackupKind.Differential, BackupKind.Log).ToArbitrary();

    private static Arbitrary<int> Stripes() => Gen.Choose(1, 64).ToArbitrary();
}
