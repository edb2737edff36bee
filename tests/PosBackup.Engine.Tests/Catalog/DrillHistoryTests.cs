using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Drills;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class DrillHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;

    public DrillHistoryTests() => _catalog = new BackupCatalog(_folder.File("catalog.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Drills_GivesBackWhatWasRecordedNewestFirst()
    {
        RecordedDrill first = SomeDrill.Recorded();
        RecordedDrill failed = SomeDrill.Recorded(startedAt: SomeMedia.Noon.AddDays(1)) with
        {
            Outcome = DrillOutcome.NotRecoverable, Code = ErrorCode.BackupSetNotFound, Message = "a log is missing", FamilyGuid = null, Moment = null, RtoSeconds = null, Assertions = [], EvidencePath = null,
        };
        _catalog.Record(first);
        _catalog.Record(failed);
        Assert.Equivalent(new[] { failed, first }, _catalog.Drills(), strict: true);
        Assert.Equal([failed.DrillId], _catalog.Drills(count: 1).Select(drill => drill.DrillId));
    }

    [Fact]
    public void Drills_GivesBackEveryKindOfValue()
    {
        RecordedDrill drill = SomeDrill.Recorded() with
        {
            Assertions =
            [
                new("a", AssertionOutcome.Passed, new NumberValue(79228162514264337593543950335m)),
                new("b", AssertionOutcome.Passed, new NumberValue(19.90m)),
                new("c", AssertionOutcome.Passed, new FloatValue(1e300)),
                new("d", AssertionOutcome.Passed, new BooleanValue(true)),
                new("e", AssertionOutcome.Passed, new MomentValue(new ServerTime(new DateTime(2026, 3, 1, 10, 58, 41, 137), null))),
                new("f", AssertionOutcome.Passed, new MomentValue(new ServerTime(new DateTime(2026, 3, 1), TimeSpan.FromHours(-3.5)))),
                new("g", AssertionOutcome.Failed, null),
            ],
        };
        _catalog.Record(drill);
        Assert.Equal(drill.Assertions, _catalog.Drills()[0].Assertions);
    }

    [Fact]
    public void Drills_FiltersByDatabaseInstanceFamilyOutcomeAndTime()
    {
        RecordedDrill shop = SomeDrill.Recorded();
        RecordedDrill till = SomeDrill.Recorded("Till", SomeMedia.Noon.AddDays(1)) with { Instance = "OTHER", FamilyGuid = Guid.NewGuid(), Outcome = DrillOutcome.Failed, Code = ErrorCode.AssertionFailed };
        _catalog.Record(shop);
        _catalog.Record(till);
        string[] Names(DrillFilter filter) => [.. _catalog.Drills(filter: filter).Select(drill => drill.Database)];
        Assert.Equal(["Till", "Shop"], Names(new()));
        Assert.Equal(["Shop"], Names(new() { Databases = ["sh*"] }));
        Assert.Equal(["Till"], Names(new() { Instance = "other" }));
        Assert.Equal(["Shop"], Names(new() { FamilyGuid = SomeDrill.Family }));
        Assert.Equal(["Till"], Names(new() { Outcome = DrillOutcome.Failed }));
        Assert.Equal(["Till"], Names(new() { Since = SomeMedia.Noon.AddHours(1) }));
        Assert.Equal(["Shop"], _catalog.Drills(1, new() { Databases = ["Shop"] }).Select(drill => drill.Database));
    }

    [Fact]
    public void Record_ReplacesTheSameDrill()
    {
        RecordedDrill drill = SomeDrill.Recorded();
        _catalog.Record(drill);
        _catalog.Record(drill with { RtoSeconds = 9 });
        Assert.Equal(9, Assert.Single(_catalog.Drills()).RtoSeconds);
    }

    [Fact]
    public void EarlierValues_AreThoseOfTheLatestMomentThatPassedAndIsNotLater()
    {
        void Drilled(int startedDay, int momentDay, int receipt, DrillOutcome outcome = DrillOutcome.Passed, Guid? family = null) =>
            _catalog.Record(SomeDrill.Recorded(startedAt: SomeMedia.Noon.AddDays(startedDay)) with
            {
                Moment = SomeMedia.Noon.AddDays(momentDay), Outcome = outcome, FamilyGuid = family ?? SomeDrill.Family, Assertions = [new("Receipt", AssertionOutcome.Passed, new NumberValue(receipt))],
            });
        Drilled(10, 9, 900);
        Drilled(11, 3, 300);
        Drilled(12, 8, 801, DrillOutcome.Failed);
        Drilled(12, 8, 802, family: Guid.NewGuid());

        AssertionValue? Before(int day) => _catalog.EarlierValues(SomeDrill.Family, SomeDrill.Instance, SomeMedia.Noon.AddDays(day)).GetValueOrDefault("receipt");
        Assert.Equal(new NumberValue(900), Before(20));
        Assert.Equal(new NumberValue(900), Before(9));
        Assert.Equal(new NumberValue(300), Before(8));
        Assert.Null(Before(2));
    }

    [Fact]
    public void EarlierValues_AreNotThoseOfAnotherStoreThatBeganFromTheSameTemplate()
    {
        _catalog.Record(SomeDrill.Recorded() with { Instance = "STORE043" });
        Assert.Empty(_catalog.EarlierValues(SomeDrill.Family, SomeDrill.Instance, SomeMedia.Noon.AddDays(5)));
        Assert.NotEmpty(_catalog.EarlierValues(SomeDrill.Family, "store043", SomeMedia.Noon.AddDays(5)));
    }

    [Fact]
    public void EarlierValues_LookFurtherBackForWhatWasLeftOut()
    {
        _catalog.Record(SomeDrill.Recorded() with { Assertions = [new("total", AssertionOutcome.Passed, new NumberValue(5)), new("rows", AssertionOutcome.Passed, new NumberValue(1))] });
        _catalog.Record(SomeDrill.Recorded(startedAt: SomeMedia.Noon.AddDays(1)) with { Assertions = [new("total", AssertionOutcome.NotEvaluated, null), new("rows", AssertionOutcome.Passed, new NumberValue(2))] });
        IReadOnlyDictionary<string, AssertionValue> values = _catalog.EarlierValues(SomeDrill.Family, SomeDrill.Instance, SomeMedia.Noon.AddDays(5));
        Assert.Equal(new NumberValue(5), values["total"]);
        Assert.Equal(new NumberValue(2), values["rows"]);
    }

    [Fact]
    public async Task RebuildAsync_KeepsTheDrills()
    {
        _catalog.Record(SomeDrill.Recorded());
        await _catalog.RebuildAsync([_folder.Folder("empty")]);
        Assert.Single(_catalog.Drills());
    }

    /// <summary>The layout as the first version wrote it; it never changes, and neither may this text.</summary>
    [Fact]
    public void Record_BringsACatalogOfTheFirstLayoutToTheNewest()
    {
        using (var connection = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("""
                CREATE TABLE media (path_key TEXT PRIMARY KEY NOT NULL, path TEXT NOT NULL, media_set_id TEXT NOT NULL, manifest TEXT NOT NULL, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                CREATE TABLE backup_set (path_key TEXT NOT NULL REFERENCES media ON DELETE CASCADE, ordinal INTEGER NOT NULL, set_guid TEXT NOT NULL, family_guid TEXT NOT NULL,
                    instance TEXT NOT NULL, database TEXT NOT NULL, kind TEXT NOT NULL, finished_at TEXT NOT NULL, PRIMARY KEY (path_key, ordinal)) STRICT, WITHOUT ROWID;
                CREATE INDEX backup_set_by_time ON backup_set (finished_at);
                CREATE INDEX backup_set_by_family ON backup_set (family_guid);
                CREATE INDEX media_by_set ON media (media_set_id);
                CREATE INDEX backup_set_by_guid ON backup_set (set_guid);
                CREATE TABLE run (run_id TEXT NOT NULL, instance TEXT NOT NULL, database TEXT NOT NULL, started_at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (run_id, database)) STRICT, WITHOUT ROWID;
                CREATE INDEX run_by_time ON run (started_at);
                CREATE TABLE revision (last INTEGER NOT NULL) STRICT;
                INSERT INTO revision VALUES (7);
                INSERT INTO run VALUES ('4c5d1f0a-3f0e-4f7c-8a55-0d3c2b1a0f9e', 'TILL', 'Shop', '2026-03-01T04:00:00.0000000Z',
                    '{"runId":"4c5d1f0a-3f0e-4f7c-8a55-0d3c2b1a0f9e","instance":"TILL","database":"Shop","requestedKind":"full","startedAt":"2026-03-01T12:00:00+08:00","finishedAt":"2026-03-01T12:00:02+08:00","outcome":"succeeded","code":"none"}');
                PRAGMA application_id = 1349481282; PRAGMA user_version = 1
                """);
        }

        RecordedDrill drill = SomeDrill.Recorded();
        _catalog.Record(drill);
        Assert.Equal(drill.DrillId, Assert.Single(_catalog.Drills()).DrillId);
        Assert.Equal("Shop", Assert.Single(_catalog.Runs()).Database);
        using var migrated = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False");
        migrated.Open();
        Assert.Equal(6L, migrated.Scalar("PRAGMA user_version"));
        Assert.Equal(8L, migrated.Scalar("SELECT last FROM revision"));
    }
}
