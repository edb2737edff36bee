using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Media;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>
/// The evidence of a drill while it grows. It begins as a failure, so that nothing forgotten looks like success; the level follows from what
/// was done, never from a claim.
/// </summary>
internal sealed class DrillDraft(DrillEvidence begun)
{
    private readonly List<RestoreNote> _notes = [];
    private PosBackupException? _error;

    /// <summary>The evidence so far; its outcome and level are decided by <see cref="Finish"/>.</summary>
    public DrillEvidence Evidence { get; set; } = begun;

    public ChainGap? Gap { get; private set; }

    public IReadOnlyList<RestoreNote> Notes => _notes;

    public void Note(params IEnumerable<RestoreNote> notes) => _notes.AddRange(notes);

    /// <summary>What went wrong; the first counts.</summary>
    public void Fail(PosBackupException error, ChainGap? gap = null)
    {
        _error ??= error;
        Gap ??= gap;
    }

    /// <summary>The drill is over: outcome, level, and the reason.</summary>
    public DrillEvidence Finish(DateTimeOffset now)
    {
        PosBackupException? error = _error ?? Failed(Evidence.Assertions) ?? NotCleanedUp(Evidence.CleanUp);
        return Evidence with
        {
            FinishedAt = now,
            Level = Level(Evidence),
            Outcome = error?.Code switch
            {
                null => DrillOutcome.Passed,
                ErrorCode.Cancelled => DrillOutcome.Cancelled,
                ErrorCode.ChainBroken => DrillOutcome.NotRecoverable,
                _ => DrillOutcome.Failed,
            },
            Code = error?.Code ?? ErrorCode.None,
            Message = error?.Message,
            Hint = error?.Hint,
        };
    }

    /// <summary>L2 is restored; L3 is CHECKDB clean and at least one assertion that holds, with none that does not.</summary>
    private static VerificationLevel Level(DrillEvidence evidence) => evidence switch
    {
        { Moment.Reached: null } or { Sets.Count: 0 } => VerificationLevel.None,
        { CheckDb.Outcome: CheckDbOutcome.Clean } when Holds(evidence.Assertions) => VerificationLevel.L3,
        _ => VerificationLevel.L2,
    };

    private static bool Holds(IReadOnlyList<AssertionResult> assertions) =>
        assertions.Any(one => one.Outcome == AssertionOutcome.Passed) && assertions.All(one => one.Outcome != AssertionOutcome.Failed);

    private static PosBackupException? Failed(IReadOnlyList<AssertionResult> assertions)
    {
        AssertionResult[] failed = [.. assertions.Where(one => one.Outcome == AssertionOutcome.Failed)];
        if (failed.Length == 0)
            return null;

        AssertionResult first = failed[0];
        string more = failed.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {failed.Length - 1} more") : "";
        return new PosBackupException(
            ErrorCode.AssertionFailed,
            $"'{first.Name}' should be {first.Expected}, and is {first.Found}{(first.Reason is { } reason ? $" ({reason})" : "")}{more}",
            "The database could be restored, and its content is not what was expected. Compare with the shop; an older moment may be the one to go back to.");
    }

    private static PosBackupException? NotCleanedUp(CleanUpResult cleanUp) => cleanUp.Outcome == CleanUpOutcome.LeftBehind
        ? new PosBackupException(ErrorCode.DatabaseInUse, $"all was proven, but something is left behind: {cleanUp.Message}", "The next drill tries again to remove a scratch database.")
        : null;
}
