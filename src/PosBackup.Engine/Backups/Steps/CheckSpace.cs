using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Holds what a planned backup will take against what is free now.</summary>
internal sealed class CheckSpace(RunContext run, SqlSession session)
{
    public async Task<SpaceFinding> RunAsync(BackupPlan plan, CancellationToken cancellationToken)
    {
        long? free = await FreeSpace.ReadAsync(session, run.Folder.Folder, run.Visible, cancellationToken).ConfigureAwait(false);
        SpaceEstimate? estimate = await new SpaceEstimator(session, run.Instance).EstimateAsync(plan.Database, plan.Kind.Kind, run.Folder.Compress, cancellationToken).ConfigureAwait(false);
        return new SpaceFinding(estimate, SpaceRules.Check(run.Folder.Folder, free, estimate));
    }
}

/// <summary>How much a backup will take, and whether that fits.</summary>
/// <param name="Estimate">Null when it is not known.</param>
/// <param name="Check">Whether it fits.</param>
internal sealed record SpaceFinding(SpaceEstimate? Estimate, PreflightCheck Check)
{
    /// <summary>What to know of a backup that may be too large; null when there is nothing.</summary>
    public BackupNote? Warning => Check.Outcome == PreflightOutcome.Warned ? new BackupNote(Check.Code, Check.Message, Check.Hint) : null;
}
