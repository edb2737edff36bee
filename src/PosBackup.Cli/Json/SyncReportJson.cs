using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>sync --json</c>.</summary>
internal sealed record SyncReportJson(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, IReadOnlyList<TargetSyncJson> Targets)
{
    public static SyncReportJson Of(SyncReport report) => new(report.StartedAt, report.FinishedAt, [.. report.Targets.Select(TargetSyncJson.Of)]);
}

/// <summary>What was done at one target.</summary>
internal sealed record TargetSyncJson(
    string Target, string Medium, string Outcome, string Code, string? Message, string? Hint, int AlreadyProtected, int Unprotected, IReadOnlyList<CopyJson> Copies, IReadOnlyList<SyncNoteJson> Notes)
{
    public static TargetSyncJson Of(TargetSyncResult target) => new(
        target.Target,
        target.Medium,
        EnumName.Of(target.Outcome),
        EnumName.Of(target.Code),
        target.Message,
        target.Hint,
        target.AlreadyProtected,
        target.Unprotected,
        [.. target.Copies.Select(CopyJson.Of)],
        [.. target.Notes.Select(SyncNoteJson.Of)]);
}

/// <summary>What became of one media file.</summary>
internal sealed record CopyJson(
    string File, string Path, string Action, string Reason, string Outcome, string Code, string? Message, string? Hint, int Attempts, long ResumedAt, long BytesSent, long BytesResent,
    long BytesReadBack, double Seconds, ProvenJson? Proven)
{
    public static CopyJson Of(CopyResult copy) => new(
        copy.Item.File,
        copy.Path.Value,
        EnumName.Of(copy.Item.Action),
        copy.Item.Reason,
        EnumName.Of(copy.Outcome),
        EnumName.Of(copy.Code),
        copy.Message,
        copy.Hint,
        copy.Attempts,
        copy.ResumedAt,
        copy.BytesSent,
        copy.BytesResent,
        copy.BytesReadBack,
        copy.Duration.TotalSeconds,
        copy.Copy is { } proven ? ProvenJson.Of(proven) : null);
}

/// <summary>A proven copy.</summary>
internal sealed record ProvenJson(string Sha256, long Length, string Depth, long? Seed, DateTimeOffset At, DateTimeOffset? WholeAt)
{
    public static ProvenJson Of(BackupCopy copy) => new(copy.Sha256, copy.Length, EnumName.Of(copy.Depth), copy.Seed, copy.ProvenAt, copy.WholeAt);
}

/// <summary>Something to know that stops nothing.</summary>
internal sealed record SyncNoteJson(string Code, string Message, string? Hint)
{
    public static SyncNoteJson Of(SyncNote note) => new(EnumName.Of(note.Code), note.Message, note.Hint);
}
