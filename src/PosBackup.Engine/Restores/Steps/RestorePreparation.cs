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
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>Looks at everything that decides about a restore, and plans it. Touches nothing.</summary>
internal sealed class RestorePreparation(
    RestoreOptions options, SqlSession session, InstanceFacts instance, BackupCatalog? catalog, JournalStore journals, RestoreDraft draft, TimeProvider clock)
{
    private readonly RestoreFactsReader _reader = new(session, instance, journals);

    /// <summary>What the instance says of the target.</summary>
    public Task<RestoreFacts> ReadFactsAsync(CancellationToken cancellationToken) => _reader.ReadAsync(options.TargetName, cancellationToken);

    /// <summary>The plan; null when the moment cannot be reached, which the draft says then.</summary>
    /// <param name="facts">What the instance says.</param>
    /// <param name="done">What this restore did already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PreparedRestore?> RunAsync(RestoreFacts facts, IReadOnlyList<PlannedStatement> done, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> tail = facts.Journal?.TailLogFile is { } file ? [file] : [];
        RestoreSources sources = await new SourceReader(session, instance, catalog).ReadAsync(options.Database, options.From, options.Expected, tail, cancellationToken).ConfigureAwait(false);
        SetFamily[] families = [.. sources.Families.Where(family => family.Has(options.Database, options.SourceInstance))];
        RequireReadable(sources, families);
        draft.Note(sources.Problems);
        SourceRules.RequireOneDatabase(options, families);

        // Behind a tail-log that this very restore took, the database is ours to overwrite.
        TargetDecision decision = done.Count > 0
            ? new TargetDecision { Situation = TargetSituation.BeginAnew }
            : TargetRules.Decide(options, facts, families);

        IReadOnlyList<LogMark> marks = await MarksAsync(cancellationToken).ConfigureAwait(false);
        (decision, ChainSearch search) = Find(facts, decision, families, marks);
        if (search.Path is not { } path)
        {
            draft.Broken(search.Gap!, sources.Families);
            return null;
        }

        await RequireNoBackupAsync(options.StandbyFile, cancellationToken).ConfigureAwait(false);
        path = await new PathFiles(session).CompleteAsync(path, cancellationToken).ConfigureAwait(false);
        PlannedRestore planned = new RestorePlanner(options, facts, decision).Plan(path, decision.TakesTailLog ? TailLogFile(path) : null, done);
        draft.Plan(planned.Plan);
        return new PreparedRestore(planned, facts);
    }

    /// <summary>Backups that could not be looked at are no proof that a moment is lost.</summary>
    private void RequireReadable(RestoreSources sources, SetFamily[] families)
    {
        if (families.Length > 0 || sources.Problems.Count == 0)
            return;

        throw new PosBackupException(
            ErrorCode.BackupSetNotFound,
            $"no backup of {options.Database} could be read in {string.Join(", ", options.From)}: {string.Join("; ", sources.Problems.Take(3).Select(problem => problem.Message))}",
            sources.Problems[0].Hint ?? "Check the paths and the rights of this account.");
    }

    /// <summary>On a disk that only the instance sees, it is the instance that knows whether an undo file would overwrite a backup.</summary>
    private async Task RequireNoBackupAsync(string? undoFile, CancellationToken cancellationToken)
    {
        if (undoFile is null || File.Exists(undoFile))
            return;

        try
        {
            if ((await MediaHeaders.ReadSetsAsync(session, undoFile, cancellationToken).ConfigureAwait(false)).Count == 0)
                return;
        }
        catch (PosBackupException e) when (e.Code is not (ErrorCode.InstanceUnavailable or ErrorCode.Cancelled))
        {
            // No such file, or no backup: nothing is lost.
            return;
        }

        throw new PosBackupException(ErrorCode.FileAccess, $"{undoFile} is a backup, which the undo file would overwrite", "Name another undo file.");
    }

    private (TargetDecision Decision, ChainSearch Search) Find(RestoreFacts facts, TargetDecision decision, SetFamily[] families, IReadOnlyList<LogMark> marks)
    {
        ChainSearch search = new MomentFinder(options, instance, decision, marks).Find(families);
        if (search.Gap is null)
            return (decision, search);

        // What was begun is ours to begin anew; what somebody else has waiting is not, unless replacing was asked for.
        if (search.Gap.Reason == GapReason.AlreadyPassed && (options.Replace || facts.Journal is not null))
        {
            decision = TargetRules.BeginAnew(facts.Target!, $"{options.TargetName} stands beyond {options.Moment} already; the restore begins anew");
            return (decision, new MomentFinder(options, instance, decision, marks).Find(families));
        }

        if (decision.TakesTailLog && TailRules.MayHold(options.Moment, search.Gap, facts, families, clock.GetUtcNow())
            && new MomentFinder(options with { Moment = RestoreMoment.Newest }, instance, decision, marks).Find(families).Path is { } path)
        {
            return (decision, search with
            {
                Gap = null,
                Path = path with { Moment = options.Moment, Notes = [.. path.Notes, "the moment lies behind the newest backup: the tail-log is taken first, and the restore stops inside it"] },
            });
        }

        return (decision, search);
    }

    /// <summary>Where msdb does not tell, the logs themselves are searched for the mark.</summary>
    private async Task<IReadOnlyList<LogMark>> MarksAsync(CancellationToken cancellationToken) => options.Moment is RestoreMoment.AtMark
        ? await MsdbAccess.OrNothingAsync(() => LogMarkQuery.ReadAsync(session, options.Database, cancellationToken)).ConfigureAwait(false)
        : [];

    private string TailLogFile(ChainPath path)
    {
        string? folder = options.TailLogFolder ?? (path.Steps.Count > 0 ? ServerPath.Folder(path.Steps[^1].Known.Best!.Files[0].Path) : null);
        return folder is not null
            ? ServerPath.Join(folder, BackupFileName.For(options.TargetName, BackupKind.Log, clock.GetUtcNow(), Guid.NewGuid()).ToString())
            : throw new PosBackupException(ErrorCode.InvalidOption, $"there is no folder for the tail-log backup of {options.TargetName}", "Name one.");
    }
}
