using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>drill --json</c>. The whole story of each drill is in its evidence.</summary>
internal sealed record DrillReportJson(
    string Instance, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, IReadOnlyList<DrillResultJson> Results, int NotDue, IReadOnlyList<string> LeftOversRemoved, IReadOnlyList<RestoreNoteJson> Notes)
{
    public static DrillReportJson Of(DrillReport report) => new(
        report.Instance,
        report.StartedAt,
        report.FinishedAt,
        [.. report.Results.Select(DrillResultJson.Of)],
        report.NotDue,
        report.LeftOversRemoved,
        [.. report.Notes.Select(note => new RestoreNoteJson(note.Message, note.Hint))]);
}

/// <summary>The drill of one database.</summary>
internal sealed record DrillResultJson(
    Guid DrillId,
    string Database,
    string? SourceInstance,
    string Outcome,
    string Level,
    string Code,
    string? Message,
    string? Hint,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    DrillMomentJson Moment,
    RtoJson Rto,
    IReadOnlyList<PhaseJson> Phases,
    IReadOnlyList<Guid> Sets,
    long Bytes,
    string CheckDb,
    IReadOnlyList<DrillAssertionJson> Assertions,
    CleanUpJson CleanUp,
    GapJson? Gap,
    EvidenceFilesJson? Evidence,
    IReadOnlyList<RestoreNoteJson> Notes)
{
    public static DrillResultJson Of(DrillResult result)
    {
        DrillEvidence evidence = result.Evidence;
        return new DrillResultJson(
            evidence.DrillId,
            evidence.Database.Name,
            evidence.Database.Instance.Length > 0 ? evidence.Database.Instance : null,
            EnumName.Of(evidence.Outcome),
            EnumName.Of(evidence.Level),
            EnumName.Of(evidence.Code),
            evidence.Message,
            evidence.Hint,
            evidence.StartedAt,
            evidence.FinishedAt,
            new DrillMomentJson(EnumName.Of(evidence.Moment.Choice), evidence.Moment.Asked, evidence.Moment.Reached, evidence.Moment.Seed),
            new RtoJson(evidence.Rto.Measured?.TotalSeconds, evidence.Rto.Target?.TotalSeconds, evidence.Rto.IsMet),
            [.. evidence.Phases.Select(phase => new PhaseJson(EnumName.Of(phase.Phase), phase.Duration.TotalSeconds))],
            [.. evidence.Sets.Select(set => set.SetGuid)],
            evidence.Bytes,
            EnumName.Of(evidence.CheckDb.Outcome),
            [.. evidence.Assertions.Select(DrillAssertionJson.Of)],
            new CleanUpJson(EnumName.Of(evidence.CleanUp.Outcome), evidence.CleanUp.Message, evidence.RestoredOn.ScratchDatabase),
            result.Gap is { } gap ? GapJson.Of(gap) : null,
            result.Files is { } files ? new EvidenceFilesJson(files.JsonPath, files.HtmlPath, files.JsonSha256) : null,
            [.. result.Notes.Select(note => new RestoreNoteJson(note.Message, note.Hint))]);
    }
}

/// <summary>Which moment was asked for and reached.</summary>
internal sealed record DrillMomentJson(string Choice, DateTimeOffset? Asked, DateTimeOffset? Reached, long? Seed);

/// <summary>How fast the database was usable.</summary>
internal sealed record RtoJson(double? MeasuredSeconds, double? TargetSeconds, bool? IsMet);

/// <summary>A part of a drill.</summary>
internal sealed record PhaseJson(string Phase, double Seconds);

/// <summary>An assertion.</summary>
internal sealed record DrillAssertionJson(string Name, string Outcome, string Expected, string Found, string? Reason)
{
    public static DrillAssertionJson Of(AssertionResult assertion) => new(assertion.Name, EnumName.Of(assertion.Outcome), assertion.Expected, assertion.Found, assertion.Reason);
}

/// <summary>What became of the scratch database.</summary>
internal sealed record CleanUpJson(string Outcome, string? Message, string? ScratchDatabase);

/// <summary>Where the evidence lies.</summary>
internal sealed record EvidenceFilesJson(string Json, string Html, string JsonSha256);

/// <summary>A row of <c>list --drills --json</c>.</summary>
internal sealed record DrillHistoryJson(
    Guid DrillId, string SourceInstance, string Database, Guid? FamilyGuid, string RestoredOn, string Outcome, string Level, string Code, string? Message,
    DateTimeOffset StartedAt, DateTimeOffset FinishedAt, DateTimeOffset? Moment, double? RtoSeconds, double? RtoTargetSeconds, string? Evidence)
{
    public static DrillHistoryJson Of(RecordedDrill drill) => new(
        drill.DrillId,
        drill.Instance,
        drill.Database,
        drill.FamilyGuid,
        drill.RestoredOn,
        EnumName.Of(drill.Outcome),
        EnumName.Of(drill.Level),
        EnumName.Of(drill.Code),
        drill.Message,
        drill.StartedAt,
        drill.FinishedAt,
        drill.Moment,
        drill.RtoSeconds,
        drill.RtoTargetSeconds,
        drill.EvidencePath);
}
