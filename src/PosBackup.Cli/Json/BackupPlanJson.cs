using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>backup --dry-run --json</c>.</summary>
internal sealed record BackupPlanJson(string Instance, DateTimeOffset PlannedAt, IReadOnlyList<PlannedBackupJson> Backups, PreflightJson? Preflight)
{
    public static BackupPlanJson Of(BackupPlanReport report) => new(
        report.Instance,
        report.PlannedAt,
        [.. report.Backups.Select(PlannedBackupJson.Of)],
        report.Preflight is { } preflight ? PreflightJson.Of(preflight) : null);
}

/// <summary>What a run would do for one requested database.</summary>
internal sealed record PlannedBackupJson
{
    public required string Database { get; init; }

    public required string Outcome { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string? Hint { get; init; }

    public required string RequestedKind { get; init; }

    public required string? PlannedKind { get; init; }

    public required IReadOnlyList<PromotionJson> Promotions { get; init; }

    public required string Mode { get; init; }

    public required string? Placing { get; init; }

    public required bool Appended { get; init; }

    public required bool Replaces { get; init; }

    public required RollOverJson? RollOver { get; init; }

    public required IReadOnlyList<PlannedBackupFileJson> Files { get; init; }

    public required bool? Compressed { get; init; }

    public required bool Encrypted { get; init; }

    public required long? EstimatedBytes { get; init; }

    public required bool IsCeiling { get; init; }

    public required IReadOnlyList<NoteJson> Notes { get; init; }

    public static PlannedBackupJson Of(PlannedBackup planned) => new()
    {
        Database = planned.Database,
        Outcome = EnumName.Of(planned.Outcome),
        Code = EnumName.Of(planned.Code),
        Message = planned.Message,
        Hint = planned.Hint,
        RequestedKind = EnumName.Of(planned.RequestedKind),
        PlannedKind = planned.PlannedKind is { } kind ? EnumName.Of(kind) : null,
        Promotions = [.. planned.Promotions.Select(PromotionJson.Of)],
        Mode = EnumName.Of(planned.Mode),
        Placing = planned.Placing is { } placing ? EnumName.Of(placing) : null,
        Appended = planned.Appended,
        Replaces = planned.Replaces,
        RollOver = planned.RollOver is { } rollOver ? RollOverJson.Of(rollOver) : null,
        Files = [.. planned.Files.Select(file => new PlannedBackupFileJson(file.Path, file.IsPattern))],
        Compressed = planned.Compressed,
        Encrypted = planned.Encrypted,
        EstimatedBytes = planned.EstimatedBytes,
        IsCeiling = planned.IsCeiling,
        Notes = [.. planned.Notes.Select(NoteJson.Of)],
    };
}

/// <summary>A file that a set would go to.</summary>
internal sealed record PlannedBackupFileJson(string File, bool IsPattern);
