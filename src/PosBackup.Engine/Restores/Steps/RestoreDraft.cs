using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>The report of a restore while it grows. It begins as a failure, so that nothing forgotten looks like success.</summary>
internal sealed class RestoreDraft(RestoreOptions options, string instance, TimeProvider clock)
{
    private readonly List<RestoreStepResult> _steps = [];
    private readonly List<RestoreNote> _notes = [];
    private DateTimeOffset? _finishedAt;
    private RestoreReport _report = new()
    {
        RestoreId = Guid.NewGuid(),
        Instance = instance,
        Database = options.Database,
        Target = options.TargetName,
        Outcome = RestoreOutcome.Failed,
        Code = ErrorCode.Unknown,
        StartedAt = clock.GetUtcNow(),
        FinishedAt = clock.GetUtcNow(),
    };

    public Guid RestoreId => _report.RestoreId;

    public DateTimeOffset StartedAt => _report.StartedAt;

    /// <summary>This call carries on what an earlier one began.</summary>
    public void CarriesOn(Guid restoreId) => _report = _report with { RestoreId = restoreId };

    /// <summary>What has the target's name before anything is done.</summary>
    public void Found(DatabaseState? state) => _report = _report with { TargetState = state };

    public void Plan(RestorePlan plan) => _report = _report with { Plan = plan };

    public void Note(params IEnumerable<RestoreNote> notes) => _notes.AddRange(notes);

    public void Did(RestoreStepResult step) => _steps.Add(step);

    /// <summary>Whether anything was touched: from then on whatever goes wrong is in the report.</summary>
    public bool HasBegun { get; private set; }

    public void Begin() => HasBegun = true;

    /// <param name="gap">Why the moment cannot be reached.</param>
    /// <param name="found">All databases that the sources hold, for whoever mistyped a name.</param>
    public void Broken(ChainGap gap, IReadOnlyList<SetFamily> found) => _report = _report with
    {
        Outcome = RestoreOutcome.NotRecoverable,
        Code = ErrorCode.ChainBroken,
        Message = $"{options.Database} cannot be brought back to {gap.Moment}: {gap.Message}",
        Hint = Hint(gap, found),
        Gap = gap,
    };

    public void Fail(PosBackupException error) => _report = _report with
    {
        Outcome = error.Code == ErrorCode.Cancelled ? RestoreOutcome.Cancelled : error.Code == ErrorCode.ChainBroken ? RestoreOutcome.NotRecoverable : RestoreOutcome.Failed,
        Code = error.Code,
        Message = error.Message,
        Hint = error.Hint,
    };

    public void Succeed(ServerTime? reached, RestoredDatabase? restored) => _report = _report with
    {
        Outcome = RestoreOutcome.Succeeded,
        Code = ErrorCode.None,
        Message = "",
        Hint = null,
        Reached = reached,
        Restored = restored,
    };

    /// <summary>The database can be used: what follows is no waiting for the shop.</summary>
    public void StopClock() => _finishedAt = clock.GetUtcNow();

    public RestoreReport Finish() => _report with
    {
        Steps = _steps,
        Notes = [.. _report.Plan?.Notes ?? [], .. _notes],
        FinishedAt = _finishedAt ?? clock.GetUtcNow(),
    };

    private static string? Hint(ChainGap gap, IReadOnlyList<SetFamily> found)
    {
        string? first = gap.Reason switch
        {
            GapReason.TooLate => "If the database still runs, its log holds the moment: take a log backup now (or, to overwrite it, the tail-log), and it can be reached.",
            GapReason.AlreadyPassed => "Restore under another name (--as), or ask for replacing it (--replace).",
            GapReason.NoSets when found.Count > 0 => $"There are backups of {string.Join(", ", found.SelectMany(family => family.Names).Distinct(StringComparer.OrdinalIgnoreCase).Take(10))}.",
            GapReason.NoSets => "Name the files or folders that hold the backups (--from).",
            _ => null,
        };
        string[] all = [.. new[] { first, Nearest(gap) }.OfType<string>()];
        return all.Length > 0 ? string.Join(' ', all) : null;
    }

    private static string? Nearest(ChainGap gap) => (gap.Before, gap.After) switch
    {
        ({ } before, { } after) => $"The nearest moments that can be reached are {new RestoreMoment.At(before.At)} before it and {new RestoreMoment.At(after.At)} after it.",
        ({ } before, null) => $"The nearest moment before it that can be reached is {new RestoreMoment.At(before.At)}.",
        (null, { } after) => $"The nearest moment after it that can be reached is {new RestoreMoment.At(after.At)}.",
        _ => null,
    };
}
