using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Drills.Sources;

public sealed class CandidatePlannerTests
{
    private static readonly DrillOptions All = new() { Instance = new InstanceOptions { Instance = "HQ" }, EvidenceFolder = "evidence", From = ["/backups"] };

    [Fact]
    public void Plan_TakesEachDatabaseOfEachInstanceOnceWithItsOwnFiles()
    {
        SetFamily[] families = [Family("TILL1", "Shop", "/a.bak", "/b.trn"), Family("TILL2", "Shop", "/c.bak"), Family("TILL2", "Stock", "/d.bak")];

        DrillCandidates found = CandidatePlanner.Plan(All, families, SomeMedia.Noon);

        Assert.Equal(
            ["TILL1 Shop /a.bak /b.trn", "TILL2 Shop /c.bak", "TILL2 Stock /d.bak"],
            found.Due.Select(one => $"{one.Instance} {one.Database} {string.Join(' ', one.From)}"));
    }

    [Fact]
    public void Plan_TellsStoresOfOneTemplateApart()
    {
        SetFamily family = Family("TILL1", "Shop", "/a.bak");
        SetFamily both = family with { Sets = [.. family.Sets, .. Family("TILL2", "Shop", "/b.bak").Sets] };

        Assert.Equal(["TILL1", "TILL2"], CandidatePlanner.Plan(All, [both], SomeMedia.Noon).Due.Select(one => one.Instance));
    }

    [Fact]
    public void Plan_NeverTakesSystemDatabases() =>
        Assert.Equal(["*"], CandidatePlanner.Plan(All, [Family("TILL1", "msdb", "/m.bak"), Family("TILL1", "Master", "/n.bak")], SomeMedia.Noon).Due.Select(one => one.Database));

    [Fact]
    public void Plan_KeepsToTheInstanceThatWasAskedFor() =>
        Assert.Equal(
            [("Shop", "TILL2")],
            CandidatePlanner.Plan(All with { SourceInstance = "till2" }, [Family("TILL1", "Shop", "/a.bak"), Family("TILL2", "Shop", "/b.bak")], SomeMedia.Noon)
                .Due.Select(one => (one.Database, one.Instance!)));

    [Fact]
    public void Plan_KeepsWhatWasAskedForAndNotFound()
    {
        DrillCandidates found = CandidatePlanner.Plan(All with { Databases = ["shop", "Ware*", "WARE*"], Rotation = DrillRotation.Parse("1/1") }, [Family("TILL1", "Shop", "/a.bak")], SomeMedia.Noon);

        Assert.Equal([("Shop", "TILL1"), ("Ware*", null)], found.Due.Select(one => (one.Database, one.Instance)));
        Assert.Equal(["/backups"], found.Due[1].From);
    }

    [Fact]
    public void Plan_CountsWhatIsInAnotherShare()
    {
        SetFamily[] families = [.. Enumerable.Range(0, 20).Select(n => Family($"TILL{n}", "Shop", $"/{n}.bak"))];

        DrillCandidates[] shares = [.. Enumerable.Range(1, 4).Select(n => CandidatePlanner.Plan(All with { Rotation = DrillRotation.Parse($"{n}/4") }, families, SomeMedia.Noon))];

        Assert.All(shares, share => Assert.Equal(20, share.Due.Count(one => one.Instance is not null) + share.NotDue));
        Assert.Equal(20, shares.SelectMany(share => share.Due).Select(one => one.Instance).OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Plan_LeavesThePlaceToTheCatalogWhenNoSourceIsNamed() =>
        Assert.Empty(Assert.Single(CandidatePlanner.Plan(All with { From = [] }, [Family("TILL1", "Shop", "/a.bak")], SomeMedia.Noon).Due).From);

    private static SetFamily Family(string instance, string database, params string[] files) => new()
    {
        FamilyGuid = Guid.NewGuid(),
        Sets = [.. files.Select(file => Known(instance, database, file))],
    };

    private static KnownSet Known(string instance, string database, string file) => new()
    {
        Set = new BackupSet { SetGuid = Guid.NewGuid(), Instance = instance, Database = database, Kind = BackupKind.Full, Position = 1, StartedAt = new ServerTime(SomeMedia.Noon.DateTime, SomeMedia.Noon.Offset) },
        Copies = [new SetCopy { MediaSetId = Guid.NewGuid(), Position = 1, Stripes = 1, Files = [new SetFile { Path = file }], Source = SetSource.Media }],
    };
}
