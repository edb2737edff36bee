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
internal sealed record PlannedBackupJson : RequestedBackupJson
{
    private PlannedBackupJson(PlannedBackup planned)
        : base(planned)
    {
    }

    public required string? PlannedKind { get; init; }

    public required string? Placing { get; init; }

    public required bool Appended { get; init; }

    public required bool Replaces { get; init; }

    public required IReadOnlyList<PlannedBackupFileJson> Files { get; init; }

    public required bool? Compressed { get; init; }

    public required bool Encrypted { get; init; }

    public required long? EstimatedBytes { get; init; }

    public required bool IsCeiling { get; init; }

    public static PlannedBackupJson Of(PlannedBackup planned) => new(planned)
    {
        PlannedKind = planned.PlannedKind is { } kind ? EnumName.Of(kind) : null,
        Placing = planned.Placing is { } placing ? EnumName.Of(placing) : null,
        Appended = planned.Appended,
        Replaces = planned.Replaces,
        Files = [.. planned.Files.Select(file => new PlannedBackupFileJson(file.Path, file.IsPattern))],
        Compressed = planned.Compressed,
        Encrypted = planned.Encrypted,
        EstimatedBytes = planned.EstimatedBytes,
        IsCeiling = planned.IsCeiling,
    };
}

/// <summary>A file that a set would go to.</summary>
internal sealed record PlannedBackupFileJson(string File, bool IsPattern);
