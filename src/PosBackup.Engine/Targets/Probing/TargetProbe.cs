namespace PosBackup.Engine.Targets.Probing;

/// <summary>
/// Tries at a target all that backups will need, with a small file of its own, and removes it whatever happens.
/// <code>
/// connect → write → read back → continue → rename → replace → list → time stamp → hash → delete
///    ╰─ fails ─╯ ends it: what follows is not checked; a later failure lets the others be tried, unless nobody answers any more
/// </code>
/// </summary>
/// <remarks>No step is tried twice by the probe. Only cancellation, and what is nobody's failure, leaves it as an exception.</remarks>
public sealed class TargetProbe(TimeProvider clock)
{
    /// <summary>To remove what is left after a cancellation, on a target that may answer slowly.</summary>
    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(30);

    /// <summary>Probes a target.</summary>
    /// <param name="target">The target; not disposed.</param>
    /// <param name="appendOnly">The account should not be able to remove or replace: a refusal is then as it has to be, and a success is not.</param>
    /// <param name="cancellationToken">Ends it, after what is there has been removed.</param>
    public async Task<TargetProbeReport> RunAsync(IBackupTarget target, bool appendOnly, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var trial = new ProbeTrial(target, clock, appendOnly);
        var results = new List<ProbeStepResult>();
        try
        {
            bool isOver = false;
            foreach (ProbeStep step in Enum.GetValues<ProbeStep>())
            {
                ProbeStepResult result = isOver
                    ? new ProbeStepResult(step, ProbeOutcome.NotChecked, Message: "a step before it failed")
                    : await TryAsync(trial, step, cancellationToken).ConfigureAwait(false);
                results.Add(result);
                isOver = isOver || EndsIt(result);
            }
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanupLimit, clock);
            await trial.CleanUpAsync(limit.Token).ConfigureAwait(false);
        }

        return new TargetProbeReport { Target = target.Name, Description = trial.Description, Steps = results, ClockSkew = trial.ClockSkew, Left = trial.Left };
    }

    private static async Task<ProbeStepResult> TryAsync(ProbeTrial trial, ProbeStep step, CancellationToken cancellationToken)
    {
        try
        {
            return await trial.RunAsync(step, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e)
        {
            return new ProbeStepResult(step, ProbeOutcome.Failed, e.Failure, e.Message, e.Hint);
        }
        catch (PosBackupException e)
        {
            // A secret that is not there, for one: no failure of the target, but nothing goes on without it.
            return new ProbeStepResult(step, ProbeOutcome.Failed, Message: e.Message, Hint: e.Hint);
        }
    }

    private static bool EndsIt(ProbeStepResult result) =>
        result.Outcome == ProbeOutcome.Failed
        && (result.Step is ProbeStep.Connect or ProbeStep.Write
            || result.Failure is TargetFailure.Unreachable or TargetFailure.AuthFailed or TargetFailure.HostIdentity or TargetFailure.ToolMissing);
}
