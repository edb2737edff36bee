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
internal sealed record BackupResultJson : RequestedBackupJson
{
    private BackupResultJson(BackupResult result)
        : base(result)
    {
    }

    public required string? TakenKind { get; init; }

    public required bool Appended { get; init; }

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

    public required IReadOnlyList<ServerMessageJson> Messages { get; init; }

    public static BackupResultJson Of(BackupResult result) => new(result)
    {
        TakenKind = result.TakenKind is { } kind ? EnumName.Of(kind) : null,
        Appended = result.Appended,
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
        Messages = [.. result.Messages.Select(message => new ServerMessageJson(message.Number, message.Severity, message.State, message.Text))],
    };
}

/// <summary>A file of the media set.</summary>
internal sealed record BackupFileJson(string File, long? Length, string? Sha256);

/// <summary>What reading the media back found.</summary>
internal sealed record VerificationJson(string Level, string Verdict, IReadOnlyList<FindingJson> Findings)
{
    public static VerificationJson Of(VerificationReport report) =>
        new(EnumName.Of(report.Level), EnumName.Of(report.Verdict), [.. report.Findings.Select(FindingJson.Of)]);
}

/// <summary>A message of the instance.</summary>
internal sealed record ServerMessageJson(int Number, int Severity, int State, string Text);
