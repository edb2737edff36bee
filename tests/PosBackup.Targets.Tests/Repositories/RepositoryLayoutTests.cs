using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Targets.Tests.Repositories;

public sealed class RepositoryLayoutTests
{
    [Fact]
    public void PathOf_IsStoreInstanceDatabaseAndMonthOfTheFirstSetInUtc()
    {
        Manifest manifest = SomeMedia.Manifest(@"D:\Backups\Shop_log.trn", SomeMedia.Set("Shop", finishedAt: new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.FromHours(8))));

        Assert.Equal("0042/TILL~005cSQLEXPRESS/Shop/2026/02/Shop_log.trn", RepositoryLayout.PathOf("0042", manifest)!.Value.Value);
    }

    [Fact]
    public void PathOf_IsReadBackWhateverTheNames() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonEmptyString Store, NonEmptyString Instance, NonEmptyString Database, NonEmptyString File)>(),
        names =>
        {
            string file = names.File.Get.Replace('/', '_').Replace('\\', '_');
            Manifest manifest = SomeMedia.Manifest("/b/" + file, SomeMedia.Set(names.Database.Get, instance: names.Instance.Get));
            TargetPath path = RepositoryLayout.PathOf(names.Store.Get, manifest)!.Value;

            RepositoryPlace place = RepositoryLayout.Parse(path)!;

            Assert.Equal(6, path.Names.Count);
            Assert.All(path.Names, name => Assert.True(Encoding.UTF8.GetByteCount(name) <= 200 && name.Trim().Trim('.') == name));
            Assert.True(place.Store is null || place.Store == names.Store.Get);
            Assert.True(place.Instance is null || place.Instance == names.Instance.Get);
            Assert.True(place.Database is null || place.Database == names.Database.Get);
            Assert.True(place.File is null || place.File == file);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_OfOneFileAreAllDifferentAndFit()
    {
        Manifest manifest = SomeMedia.Manifest("/b/" + new string('数', 300) + ".bak") with { Sha256 = new string('a', 64) };
        TargetPath path = RepositoryLayout.PathOf("0042", manifest)!.Value;
        string id = RepositoryLayout.IdOf(manifest);
        TargetPath beside = RepositoryLayout.Beside(path, id);
        TargetPath[] all =
        [
            path, beside, RepositoryLayout.PartOf(path, id), RepositoryLayout.RangedPartOf(path, manifest), RepositoryLayout.ManifestOf(path), RepositoryLayout.ManifestOf(beside),
            RepositoryLayout.PartOf(beside, id), RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(beside), id),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal([false, false, true, true, false, false, true, true], all.Select(one => RepositoryLayout.IsPart(one.Name)));
        Assert.Equal(path, RepositoryLayout.FileOfManifest(RepositoryLayout.ManifestOf(path)));
        Assert.Null(RepositoryLayout.FileOfManifest(path));
    }

    [Theory]
    [InlineData("full.bak", false)]
    [InlineData("full.bak.part", false)]
    [InlineData("full.bak.0123456789ABCDEF.part", false)]
    [InlineData(".0123456789abcdef.part", false)]
    [InlineData("f.0123456789abcdef.part", true)]
    public void IsPart_KnowsOurNamesOnly(string name, bool isPart) => Assert.Equal(isPart, RepositoryLayout.IsPart(name));
}
