using PosBackup.Cli.Output;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>restore --json</c>: of a plan, of what was done, and of a gap alike.</summary>
internal sealed record RestoreReportJson
{
    public required Guid RestoreId { get; init; }

    public required string Instance { get; init; }

    public required string Database { get; init; }

    public required string Target { get; init; }

    public required string? TargetState { get; init; }

    public required RestoreMomentJson Moment { get; init; }

    /// <summary>Whether only the plan was asked for, and nothing touched.</summary>
    public required bool DryRun { get; init; }

    public required string Outcome { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string? Hint { get; init; }

    public required string? Reached { get; init; }

    public required string? Level { get; init; }

    public required RestoredDatabaseJson? Restored { get; init; }

    public required RestorePlanJson? Plan { get; init; }

    public required GapJson? Gap { get; init; }

    public required IReadOnlyList<RestoreStepResultJson> Steps { get; init; }

    public required IReadOnlyList<RestoreNoteJson> Notes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required double Seconds { get; init; }

    public static RestoreReportJson Of(RestoreReport report, RestoreMoment moment, bool isDryRun) => new()
    {
        RestoreId = report.RestoreId,
        Instance = report.Instance,
        Database = report.Database,
        Target = report.Target,
        TargetState = report.TargetState is { } state ? EnumName.Of(state) : null,
        Moment = RestoreMomentJson.Of(moment),
        DryRun = isDryRun,
        Outcome = EnumName.Of(report.Outcome),
        Code = EnumName.Of(report.Code),
        Message = report.Message,
        Hint = report.Hint,
        Reached = isDryRun ? null : report.Reached?.ToString(),
        Level = !isDryRun && RestoreLevel.Of(report) is { } level ? EnumName.Of(level) : null,
        Restored = report.Restored is { } restored ? RestoredDatabaseJson.Of(restored) : null,
        Plan = report.Plan is { } plan ? RestorePlanJson.Of(plan) : null,
        Gap = report.Gap is { } gap ? GapJson.Of(gap) : null,
        Steps = [.. report.Steps.Select(RestoreStepResultJson.Of)],
        Notes = [.. report.Notes.Select(note => new RestoreNoteJson(note.Message, note.Hint))],
        StartedAt = report.StartedAt,
        FinishedAt = report.FinishedAt,
        Seconds = report.Duration.TotalSeconds,
    };
}

/// <summary>What a step did.</summary>
internal sealed record RestoreStepResultJson(int Number, double Seconds, IReadOnlyList<ServerMessageJson> Messages)
{
    public static RestoreStepResultJson Of(RestoreStepResult step) => new(
        step.Number,
        step.Duration.TotalSeconds,
        [.. step.Messages.Select(message => new ServerMessageJson(message.Number, message.Severity, message.State, message.Text))]);
}

/// <summary>What the restored database is like.</summary>
internal sealed record RestoredDatabaseJson(string? Owner, string RecoveryModel, string PageVerify, int CompatibilityLevel, IReadOnlyList<OrphanedUserJson> OrphanedUsers)
{
    public static RestoredDatabaseJson Of(RestoredDatabase restored) => new(
        restored.Owner,
        EnumName.Of(restored.RecoveryModel),
        EnumName.Of(restored.PageVerify),
        restored.CompatibilityLevel,
        [.. restored.OrphanedUsers.Select(user => new OrphanedUserJson(user.Name, user.HasNamesake, user.Fix))]);
}

/// <summary>A database user whose login is not on the instance.</summary>
internal sealed record OrphanedUserJson(string Name, bool HasNamesake, string Fix);

/// <summary>Something to know about a restore.</summary>
internal sealed record RestoreNoteJson(string Message, string? Hint);
