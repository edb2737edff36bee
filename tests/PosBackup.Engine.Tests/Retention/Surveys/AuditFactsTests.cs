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

        Assert.Equal([SomeMedia.Noon], facts.BackedUp);
        Assert.Equal([new Acknowledgement(set, Suspicion.Time, SomeMedia.Noon)], facts.Acknowledged);
    }
}
