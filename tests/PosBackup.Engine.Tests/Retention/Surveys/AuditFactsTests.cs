using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Tests.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Surveys;

/// <summary>What the log tells a look.</summary>
public sealed class AuditFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>When sets were taken that are gone, one for each day; and what was acknowledged, when.</summary>
    [Fact]
    public async Task Read_TellsWhenSetsWereTakenThatAreGone_AndWhatWasAcknowledged()
    {
        var catalog = new BackupCatalog(_folder.File("catalog.db"));
        var log = AuditLog.Beside(catalog, new ManualClock(SomeMedia.Noon));
        Guid set = Guid.NewGuid();
        await log.AppendAsync([SomeAudit.Entry(), SomeAudit.Entry(), Acknowledgements.Entry(new Acknowledgement(set, Suspicion.Time, SomeMedia.Noon), "looked")]);

        AuditFacts facts = await AuditFacts.ReadAsync(log, default);

        Assert.Equal([new RememberedSet(Instance: null, "Shop", Kind: null, SomeMedia.Noon)], facts.BackedUp);
        Assert.Equal([new Acknowledgement(set, Suspicion.Time, SomeMedia.Noon)], facts.Acknowledged);
    }

    /// <summary>Each database, and what is a full, tells a rhythm of its own; an acknowledged set may have a time that is wrong, and is there.</summary>
    [Fact]
    public async Task Read_TellsOfEachDatabaseOneSetOfEachKindForEachDay()
    {
        var catalog = new BackupCatalog(_folder.File("catalog.db"));
        var log = AuditLog.Beside(catalog, new ManualClock(SomeMedia.Noon));
        RememberedSet shop = new("TILL", "Shop", BackupKind.Full, SomeMedia.Noon);
        RememberedSet[] gone = [shop, shop with { Instance = "TILL2" }, shop with { Kind = BackupKind.Log }, shop with { At = SomeMedia.Noon.AddDays(1) }];
        await log.AppendAsync([.. gone.Append(shop with { At = SomeMedia.Noon.AddHours(1) }).Select(Removed)]);
        await log.AppendAsync([Acknowledgements.Entry(new Acknowledgement(Guid.NewGuid(), Suspicion.Time, SomeMedia.Noon) { Set = shop with { At = SomeMedia.Noon.AddYears(9) } }, "looked")]);

        Assert.Equal(gone, (await AuditFacts.ReadAsync(log, default)).BackedUp);
    }

    private static AuditEntry Removed(RememberedSet set) => SomeAudit.Entry() with { Sets = [new AuditedSet(Guid.NewGuid(), set.Database, set.At, "too old") { Instance = set.Instance, Kind = set.Kind }] };
}
