using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog.Chains;

public sealed class ChainBuilderTests
{
    private static readonly BackupSet Full = Drawn.Chain("F").Sets[0].Set;
    private static readonly Guid Media = Guid.NewGuid();

    [Fact]
    public void Build_JoinsSightingsOfOneSetFromAllSources()
    {
        KnownSet known = One(
            new SetSighting { Set = Full with { User = "history" }, Source = SetSource.History, Devices = [@"D:\a.bak"] },
            Seen("/a/1.bak") with { Set = Full with { User = "manifest" }, Source = SetSource.Manifest },
            Seen("/a/1.bak"),
            Seen("/b/1.bak"));

        Assert.Equal(["/a/1.bak", "/b/1.bak"], known.Copies.Select(copy => Assert.Single(copy.Files).Path));
        Assert.Equal((SetSource.Media, ""), (known.Source, known.Set.User));
        Assert.Equal([@"D:\a.bak"], known.Devices);
        Assert.True(known.IsUsable);
    }

    [Fact]
    public void Build_OfWhatOnlyHistoryKnows_IsHearsay()
    {
        KnownSet known = One(new SetSighting { Set = Full, Source = SetSource.History, Devices = ["NUL"] });

        Assert.True(known.IsHearsay);
        Assert.Equal(SetObstacle.NotFound, known.Obstacle);
    }

    [Theory]
    [InlineData(new[] { "/a/1:1", "/b/2:2" }, null, "1,2")]
    [InlineData(new[] { "/a/1:1" }, SetObstacle.StripesMissing, "1")]
    [InlineData(new[] { "/a/2:2" }, SetObstacle.StripesMissing, "2")]
    [InlineData(new[] { "/a/1:1", "/a/x:1" }, SetObstacle.StripesMissing, "1")]
    [InlineData(new[] { "/a/1:1", "/a/2:2", "/b/1:1" }, null, "1,2")]
    [InlineData(new[] { "/a/1:1!", "/a/y:1", "/a/2:2" }, null, "1,2")]
    [InlineData(new[] { "/a/1:1!", "/a/2:2", "/b/1:1", "/b/2:2!" }, null, "1,2")]
    [InlineData(new[] { "/a/1:1!", "/a/2:2" }, SetObstacle.Damaged, "1,2")]
    public void Build_PutsStripesTogether(string[] files, SetObstacle? obstacle, string stripes)
    {
        KnownSet known = One([.. files.Select(Stripe)]);

        Assert.Equal(obstacle, known.Obstacle);
        Assert.Equal(stripes, string.Join(',', known.Best!.Files.Select(file => file.Stripe)));
    }

    [Fact]
    public void Build_KeepsCopiesOfOneFolderTogether()
    {
        KnownSet known = One(Stripe("/a/1:1"), Stripe("/b/2:2"), Stripe("/b/1:1"), Stripe("/a/2:2"));

        Assert.Equal(["/a/1 /a/2", "/b/1 /b/2"], known.Copies.Select(copy => string.Join(' ', copy.Files.Select(file => file.Path))));
    }

    [Fact]
    public void Build_TakesTheBestCopyFirst()
    {
        KnownSet known = One(Seen("/a/1.bak", Verdict.Damaged), Seen("/b/1.bak", Verdict.Suspect), Seen("/c/1.bak"), Seen("/d/1.bak", Verdict.Intact));

        Assert.Equal(["/d/1.bak", "/c/1.bak", "/b/1.bak", "/a/1.bak"], known.Copies.Select(copy => copy.Files[0].Path));
    }

    [Fact]
    public void Build_IsTheSameInWhateverOrderPlacesAreLookedAt()
    {
        SetSighting[] sightings = [.. Drawn.Chain("F= L D* L r2 L= F L").Sets.SelectMany(taken => taken.Sightings())];
        string expected = Tell(ChainBuilder.Build(sightings));
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            random.Shuffle(sightings);
            Assert.Equal(expected, Tell(ChainBuilder.Build(sightings)));
        }
    }

    [Fact]
    public void Build_KeepsSetsWithoutAFamilyApartByInstanceAndName()
    {
        BackupSet old = Full with { FamilyGuid = Guid.Empty };
        IReadOnlyList<SetFamily> families = ChainBuilder.Build(
        [
            Seen("/a/1.bak") with { Set = old },
            Seen("/a/2.bak") with { Set = old with { SetGuid = Guid.NewGuid(), Database = "SHOP" } },
            Seen("/a/3.bak") with { Set = old with { SetGuid = Guid.NewGuid(), Instance = "OFFICE" } },
        ]);

        Assert.Equal([1, 2], families.Select(family => family.Sets.Count).Order());
    }

    [Fact]
    public void Build_LeavesOutSetsWithoutIdentity() => Assert.Empty(ChainBuilder.Build([Seen("/a/1.bak") with { Set = Full with { SetGuid = Guid.Empty } }]));

    [Fact]
    public void Build_PutsTheFamilyWithTheNewestSetFirst() =>
        Assert.Equal([2, 3], Drawn.Chain("F L L x F L").Families().Select(family => family.Sets.Count));

    [Theory]
    [InlineData(BackupKind.File, BackupFlags.None, SetObstacle.UnsupportedKind)]
    [InlineData(BackupKind.Partial, BackupFlags.None, SetObstacle.UnsupportedKind)]
    [InlineData(BackupKind.Unknown, BackupFlags.None, SetObstacle.UnsupportedKind)]
    [InlineData(BackupKind.Full, BackupFlags.Snapshot, SetObstacle.Snapshot)]
    [InlineData(BackupKind.Full, BackupFlags.Damaged, SetObstacle.Damaged)]
    public void Build_SaysWhatNoRestoreCanUse(BackupKind kind, BackupFlags flags, SetObstacle obstacle) =>
        Assert.Equal(obstacle, One(Seen("/a/1.bak") with { Set = Full with { Kind = kind, Flags = flags } }).Obstacle);

    [Fact]
    public void OnMedia_OfSeveralSetsInADamagedFile_GivesNoneUp()
    {
        MediaFile media = SomeMedia.File("/a/1.bak", SomeMedia.Set(position: 1), SomeMedia.Set(position: 2));
        Manifest manifest = Manifest.FromMedia(media) with { Proofs = [SomeMedia.Proof(Verdict.Damaged)] };

        Assert.All(SetSighting.OnMedia(media, manifest), sighting => Assert.Equal(Verdict.Suspect, sighting.File!.Verdict));
    }

    [Fact]
    public void OnMedia_OfOneSetInADamagedFile_IsDamaged()
    {
        MediaFile media = SomeMedia.File("/a/1.bak");
        Manifest manifest = Manifest.FromMedia(media) with { Proofs = [SomeMedia.Proof(Verdict.Damaged)] };

        Assert.Equal(Verdict.Damaged, Assert.Single(SetSighting.OnMedia(media, manifest)).File!.Verdict);
    }

    private static KnownSet One(params SetSighting[] sightings) => Assert.Single(Assert.Single(ChainBuilder.Build(sightings)).Sets);

    private static SetSighting Seen(string path, Verdict? verdict = null) =>
        new() { Set = Full, Source = SetSource.Media, MediaSetId = Media, File = new SetFile { Path = path, Verdict = verdict } };

    /// <summary><c>/a/1:2!</c>: the file /a/1, stripe 2 of 2, damaged.</summary>
    private static SetSighting Stripe(string drawn)
    {
        string[] parts = drawn.TrimEnd('!').Split(':');
        return Seen(parts[0]) with
        {
            Stripes = 2,
            File = new SetFile
            {
                Path = parts[0],
                Stripe = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
                Verdict = drawn.EndsWith('!') ? Verdict.Damaged : null,
            },
        };
    }

    private static string Tell(IReadOnlyList<SetFamily> families) => string.Join('\n', families.SelectMany(family => family.Sets).Select(known =>
        $"{known} {known.Obstacle} {string.Join(' ', known.Copies.SelectMany(copy => copy.Files).Select(file => file.Path))}"));
}
