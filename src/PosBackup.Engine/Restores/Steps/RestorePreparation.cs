using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Restores.Sources;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>Looks at everything that decides about a restore, and plans it. Touches nothing.</summary>
internal sealed class RestorePreparation(
    RestoreOptions options, SqlSession session, InstanceFacts instance, BackupCatalog? catalog, JournalStore journals, RestoreDraft draft, TimeProvider clock)
{
    /// <summary>The plan; null when the moment cannot be reached, which the draft says then.</summary>
    public async Task<PreparedRestore?> RunAsync(CancellationToken cancellationToken)
    {
        RestoreFacts facts = await new RestoreFactsReader(session, instance, journals).ReadAsync(options.TargetName, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> tail = facts.Journal?.TailLogFile is { } file ? [file] : [];
        RestoreSources sources = await new SourceReader(session, instance, catalog).ReadAsync(options.Database, options.From, tail, cancellationToken).ConfigureAwait(false);
        draft.Note(sources.Problems);
        SourceRules.RequireOneInstance(options, sources.Families);
        SetFamily[] families = [.. sources.Families.Where(family => family.Has(options.Database, options.SourceInstance))];
        TargetDecision decision = TargetRules.Decide(options, facts, families);
        IReadOnlyList<LogMark> marks = await MarksAsync(cancellationToken).ConfigureAwait(false);
        ChainSearch search = new MomentFinder(options, instance, decision, marks).Find(families);
        if (search.Path is not { } path)
        {
            draft.Broken(search.Gap!);
            return null;
        }

        path = await new PathFiles(session).CompleteAsync(path, cancellationToken).ConfigureAwait(false);
        PlannedRestore planned = new RestorePlanner(options, facts, decision).Plan(path, decision.TakesTailLog ? TailLogFile(path) : null);
        draft.Plan(planned.Plan);
        return new PreparedRestore(planned, facts);
    }

    private async Task<IReadOnlyList<LogMark>> MarksAsync(CancellationToken cancellationToken)
    {
        if (options.Moment is not RestoreMoment.AtMark)
            return [];

        try
        {
            return await LogMarkQuery.ReadAsync(session, options.Database, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.InstanceAccessDenied)
        {
            // Then the logs themselves are searched for the mark.
            return [];
        }
    }

    private string TailLogFile(ChainPath path)
    {
        string? folder = options.TailLogFolder ?? (path.Steps.Count > 0 ? ServerPath.Folder(path.Steps[^1].Known.Best!.Files[0].Path) : null);
        return folder is not null
            ? ServerPath.Join(folder, BackupFileName.For(options.TargetName, BackupKind.Log, clock.GetUtcNow(), Guid.NewGuid()).ToString())
            : throw new PosBackupException(ErrorCode.InvalidOption, $"there is no folder for the tail-log backup of {options.TargetName}", "Name one.");
    }
}
