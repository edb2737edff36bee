using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Tells the catalog what a run did for each database, failures as well: silence about a database is the alarm that a status needs.</summary>
internal sealed class RunJournal(Guid runId, string instance, BackupCatalog? catalog)
{
    /// <summary>The result, with a note when the catalog could not be told.</summary>
    public BackupResult Record(BackupResult result)
    {
        var recorded = new RecordedRun
        {
            RunId = runId,
            Instance = instance,
            Database = result.Database,
            RequestedKind = result.RequestedKind,
            Kind = result.Set?.Kind,
            StartedAt = result.StartedAt,
            FinishedAt = result.FinishedAt,
            Outcome = result.Outcome,
            Code = result.Code,
            Message = result.Message.Length > 0 ? result.Message : null,
            SetGuid = result.Set?.SetGuid,
            Bytes = result.Set is null ? null : result.Bytes,
        };
        return RecordBackup.Tell(catalog, [], recorded) is { } note ? result with { Notes = [.. result.Notes, note] } : result;
    }
}
