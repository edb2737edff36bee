using PosBackup.Engine.Backups;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>backup --json</c>.</summary>
internal sealed record BackupReportJson(
    Guid RunId,
    string Instance,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    bool Cancelled,
    IReadOnlyList<BackupResultJson> Results,
    IReadOnlyList<string> Healed,
    PreflightJson? Preflight)
{
    public static BackupReportJson Of(BackupReport report) => new(
        report.RunId,
        report.Instance,
        report.StartedAt,
        report.FinishedAt,
        report.Cancelled,
        [.. report.Results.Select(BackupResultJson.Of)],
        report.Healed,
        report.Preflight is { } preflight ? PreflightJson.Of(preflight) : null);
}

/// <summary>What became of one requested database.</summary>
internal sealed record BackupResultJson
{
    public required string Database { get; init; }

    public required string Outcome { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string? Hint { get; init; }

    public required string RequestedKind { get; init; }

    public required string? TakenKind { get; init; }

    public required IReadOnlyList<PromotionJson> Promotions { get; init; }

    public required string Mode { get; init; }

    public required bool Appended { get; init; }

    public required RollOverJson? RollOver { get; init; }

    public required SetJson? Set { get; init; }

    public required IReadOnlyList<BackupFileJson> Files { get; init; }

    public required bool Compressed { get; init; }

    public required VerificationJson? Verification { get; init; }

    public required bool? VerifiedOnInstance { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required double BackupSeconds { get; init; }

    public required double VerifySeconds { get; init; }

    public required long Bytes { get; init; }

    public required double? BytesPerSecond { get; init; }

    public required IReadOnlyList<NoteJson> Notes { get; init; }

    public required IReadOnlyList<ServerMessageJson> Messages { get; init; }

    public static BackupResultJson Of(BackupResult result) => new()
    {
        Database = result.Database,
        Outcome = EnumName.Of(result.Outcome),
        Code = EnumName.Of(result.Code),
        Message = result.Message,
        Hint = result.Hint,
        RequestedKind = EnumName.Of(result.RequestedKind),
        TakenKind = result.TakenKind is { } kind ? EnumName.Of(kind) : null,
        Promotions = [.. result.Promotions.Select(PromotionJson.Of)],
        Mode = EnumName.Of(result.Mode),
        Appended = result.Appended,
        RollOver = result.RollOver is { } rollOver ? RollOverJson.Of(rollOver) : null,
        Set = result.Set is { } set ? SetJson.Of(set) : null,
        Files = [.. result.Files.Select(file => new BackupFileJson(file.Path, file.Length, file.Sha256))],
        Compressed = result.Compressed,
        Verification = result.Verification is { } verification ? VerificationJson.Of(verification) : null,
        VerifiedOnInstance = result.VerifiedOnInstance,
        StartedAt = result.StartedAt,
        FinishedAt = result.FinishedAt,
        BackupSeconds = result.BackupDuration.TotalSeconds,
        VerifySeconds = result.VerifyDuration.TotalSeconds,
        Bytes = result.Bytes,
        BytesPerSecond = result.BytesPerSecond,
        Notes = [.. result.Notes.Select(NoteJson.Of)],
        Messages = [.. result.Messages.Select(message => new ServerMessageJson(message.Number, message.Severity, message.State, message.Text))],
    };
}

/// <summary>Why another kind was taken than was asked for.</summary>
internal sealed record PromotionJson(string Reason, string Message, ForeignBackupJson? Foreign)
{
    public static PromotionJson Of(Promotion promotion) =>
        new(EnumName.Of(promotion.Reason), promotion.Message, promotion.Foreign is { } foreign ? ForeignBackupJson.Of(foreign) : null);
}

/// <summary>A backup of another tool.</summary>
internal sealed record ForeignBackupJson(Guid SetGuid, string Kind, string User, string Machine, string File, string FinishedAt, string Name, bool IsSnapshot)
{
    public static ForeignBackupJson Of(ForeignBackup foreign) => new(
        foreign.SetGuid, EnumName.Of(foreign.Kind), foreign.User, foreign.Machine, foreign.Path, foreign.FinishedAt.ToString(), foreign.Name, foreign.IsSnapshot);
}

/// <summary>Why a set got a new file in append mode.</summary>
internal sealed record RollOverJson(string Reason, string Message)
{
    public static RollOverJson Of(RollOver rollOver) => new(EnumName.Of(rollOver.Reason), rollOver.Message);
}

/// <summary>A file of the media set.</summary>
internal sealed record BackupFileJson(string File, long? Length, string? Sha256);

/// <summary>What reading the media back found.</summary>
internal sealed record VerificationJson(string Level, string Verdict, IReadOnlyList<FindingJson> Findings)
{
    public static VerificationJson Of(VerificationReport report) =>
        new(EnumName.Of(report.Level), EnumName.Of(report.Verdict), [.. report.Findings.Select(FindingJson.Of)]);
}

/// <summary>Something to know about a backup.</summary>
internal sealed record NoteJson(string Code, string Message, string? Hint)
{
    public static NoteJson Of(BackupNote note) => new(EnumName.Of(note.Code), note.Message, note.Hint);
}

/// <summary>A message of the instance.</summary>
internal sealed record ServerMessageJson(int Number, int Severity, int State, string Text);
