using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Json;

/// <summary>A backup set.</summary>
internal sealed record SetJson
{
    public required int Position { get; init; }

    public required string Kind { get; init; }

    public required string Database { get; init; }

    public required string Instance { get; init; }

    public required string Machine { get; init; }

    public required string User { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string StartedAt { get; init; }

    public required string? FinishedAt { get; init; }

    public required string FirstLsn { get; init; }

    public required string LastLsn { get; init; }

    public required string CheckpointLsn { get; init; }

    public required string DatabaseBackupLsn { get; init; }

    public required string? DifferentialBaseLsn { get; init; }

    public required string? ForkPointLsn { get; init; }

    public required Guid SetGuid { get; init; }

    public required Guid? DifferentialBaseGuid { get; init; }

    public required Guid FamilyGuid { get; init; }

    public required Guid FirstRecoveryForkGuid { get; init; }

    public required Guid RecoveryForkGuid { get; init; }

    public required bool HasChecksum { get; init; }

    public required bool CopyOnly { get; init; }

    /// <summary>The Flags column of HEADERONLY.</summary>
    public required int Flags { get; init; }

    public required string RecoveryModel { get; init; }

    public required string PageVerify { get; init; }

    public required string SoftwareVersion { get; init; }

    public required int DatabaseVersion { get; init; }

    public required int CompatibilityLevel { get; init; }

    public required long BackupSize { get; init; }

    public required long CompressedSize { get; init; }

    public required IReadOnlyList<DatabaseFileJson> Files { get; init; }

    public static SetJson Of(BackupSet set) => new()
    {
        Position = set.Position,
        Kind = EnumName.Of(set.Kind),
        Database = set.Database,
        Instance = set.Instance,
        Machine = set.Machine,
        User = set.User,
        Name = set.Name,
        Description = set.Description,
        StartedAt = set.StartedAt.ToString(),
        FinishedAt = set.FinishedAt?.ToString(),
        FirstLsn = set.FirstLsn.ToString(),
        LastLsn = set.LastLsn.ToString(),
        CheckpointLsn = set.CheckpointLsn.ToString(),
        DatabaseBackupLsn = set.DatabaseBackupLsn.ToString(),
        DifferentialBaseLsn = set.DifferentialBaseLsn?.ToString(),
        ForkPointLsn = set.ForkPointLsn?.ToString(),
        SetGuid = set.SetGuid,
        DifferentialBaseGuid = set.DifferentialBaseGuid,
        FamilyGuid = set.FamilyGuid,
        FirstRecoveryForkGuid = set.FirstRecoveryForkGuid,
        RecoveryForkGuid = set.RecoveryForkGuid,
        HasChecksum = set.HasChecksum,
        CopyOnly = set.IsCopyOnly,
        Flags = (int)set.Flags,
        RecoveryModel = EnumName.Of(set.RecoveryModel),
        PageVerify = EnumName.Of(set.PageVerify),
        SoftwareVersion = set.SoftwareVersion.ToString(),
        DatabaseVersion = set.DatabaseVersion,
        CompatibilityLevel = set.CompatibilityLevel,
        BackupSize = set.BackupSize,
        CompressedSize = set.CompressedSize,
        Files = [.. set.Files.Select(DatabaseFileJson.Of)],
    };
}

/// <summary>A file of the database as the set describes it.</summary>
internal sealed record DatabaseFileJson(
    string LogicalName, string PhysicalName, string Type, int FileId, string? FileGroup, long Size, long MaxSize, long BackupSize, Guid UniqueId)
{
    public static DatabaseFileJson Of(DatabaseFile file) => new(
        file.LogicalName, file.PhysicalName, file.IsLog ? "log" : "data", file.FileId, file.FileGroupName, file.Size, file.MaxSize, file.BackupSize, file.UniqueId);
}
