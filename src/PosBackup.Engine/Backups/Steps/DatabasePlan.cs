using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>What <see cref="DatabaseBackup"/> would do for one database. Nothing is locked and nothing is written.</summary>
/// <param name="run">What all steps share.</param>
/// <param name="session">The instance.</param>
/// <param name="compresses">Whether sets would be compressed; null when only trying can tell.</param>
internal sealed class DatabasePlan(RunContext run, SqlSession session, bool? compresses)
{
    public async Task<PlannedBackup> RunAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            BackupPlan plan = await new PlanBackup(run, session).RunAsync(database, refused: null, cancellationToken).ConfigureAwait(false);
            SpaceFinding space = await new CheckSpace(run, session).RunAsync(plan, cancellationToken).ConfigureAwait(false);
            return Judge(Describe(plan, space), space.Check, RightRules.Check(plan.Database, plan.Kind.Kind, run.Instance));
        }
        catch (PosBackupException e)
        {
            return new Refusal(RunOutcome.Failed, e.Code, e.Message, e.Hint).ToPlan(database, run.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RunOutcome.Failed, ErrorCode.FileAccess, $"the backup of {database} cannot be planned: {e.Message}", "Check the folder and the rights of this account.").ToPlan(database, run.Options);
        }
    }

    private PlannedBackup Describe(BackupPlan plan, SpaceFinding space) => new()
    {
        Database = plan.Database.Name,
        Outcome = RunOutcome.Succeeded,
        RequestedKind = run.Options.Kind,
        PlannedKind = plan.Kind.Kind,
        Promotions = plan.Kind.Promotions,
        Mode = run.Options.Mode,
        Placing = plan.Media.Placing,
        Replaces = plan.Media.Replaces,
        RollOver = plan.Media.RollOver,
        Files = [.. plan.Media.Files.Select(file => Describe(file, plan.Mark))],
        Compressed = compresses,
        Encrypted = run.Options.Encryption is not null,
        EstimatedBytes = space.Estimate?.Bytes,
        IsCeiling = space.Estimate is { IsCeiling: true },
        Notes = [.. plan.Kind.Notes, .. plan.Media.Notes, .. space.Warning is { } warning ? (BackupNote[])[warning] : []],
    };

    private static PlannedBackupFile Describe(string file, Guid mark) => BackupFileName.TryParse(ServerPath.Name(file)) is { } name && string.Equals(name.Id, BackupFileName.IdOf(mark), StringComparison.Ordinal)
        ? new PlannedBackupFile(ServerPath.Join(ServerPath.Folder(file), name.AtAnyTime), IsPattern: true)
        : new PlannedBackupFile(file, IsPattern: false);

    /// <summary>The first check, in the order of a backup, that it would fail at.</summary>
    private static PlannedBackup Judge(PlannedBackup planned, params ReadOnlySpan<PreflightCheck> checks)
    {
        foreach (PreflightCheck check in checks)
        {
            if (check.Outcome == PreflightOutcome.Failed)
                return planned with { Outcome = RunOutcome.Failed, Code = check.Code, Message = check.Message, Hint = check.Hint };
        }

        return planned;
    }
}
