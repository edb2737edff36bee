using PosBackup.Engine.Drills;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>drill --dry-run --json</c>.</summary>
internal sealed record DrillPlanJson(string Instance, DateTimeOffset PlannedAt, IReadOnlyList<PlannedDrillJson> Drills, int NotDue, IReadOnlyList<RestoreNoteJson> Notes)
{
    public static DrillPlanJson Of(DrillPlanReport report) => new(
        report.Instance,
        report.PlannedAt,
        [.. report.Drills.Select(drill => new PlannedDrillJson(drill.Database, drill.SourceInstance, drill.Store, drill.Places))],
        report.NotDue,
        [.. report.Notes.Select(note => new RestoreNoteJson(note.Message, note.Hint))]);
}

/// <summary>A database that would be drilled.</summary>
internal sealed record PlannedDrillJson(string Database, string? SourceInstance, string? Store, IReadOnlyList<string> Places);
