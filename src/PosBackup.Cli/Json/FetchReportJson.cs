using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>sync --download --json</c>, of a plan and of what was done alike.</summary>
internal sealed record FetchReportJson(
    string Database, string? Store, RestoreMomentJson Moment, string Folder, bool DryRun, string? Outcome, string? Reached, long Bytes, IReadOnlyList<FetchedFileJson> Files, GapJson? Gap,
    IReadOnlyList<SyncNoteJson> Notes, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public static FetchReportJson Of(FetchOptions options, FetchPlan plan, FetchReport? report) => new(
        options.Database,
        plan.Store,
        RestoreMomentJson.Of(options.Moment),
        Path.GetFullPath(options.Folder),
        DryRun: report is null,
        report is not null ? EnumName.Of(report.Outcome) : null,
        plan.Reached?.ToString(),
        plan.Bytes,
        report is not null ? [.. report.Files.Select(FetchedFileJson.Of)] : [.. plan.Items.Select(FetchedFileJson.Of)],
        plan.Gap is { } gap ? GapJson.Of(gap) : null,
        [.. plan.Notes.Concat(report?.Files.SelectMany(file => file.Notes) ?? []).Select(SyncNoteJson.Of)],
        report?.StartedAt,
        report?.FinishedAt);
}

/// <summary>One media file: what is, or was, fetched.</summary>
internal sealed record FetchedFileJson(
    string File, string? Target, string Path, long Length, string? Sha256, string? Outcome, string? Code, string? Message, string? Hint, bool WasHere, int Attempts, long ResumedAt,
    long BytesReceived, long BytesCompared, double? Seconds)
{
    public static FetchedFileJson Of(FetchItem item) => new(
        item.File, item.Sources[0].Target, item.Sources[0].Path.Value, item.Length, item.Manifest?.Sha256, Outcome: null, Code: null, Message: null, Hint: null, WasHere: false, Attempts: 0, ResumedAt: 0,
        BytesReceived: 0, BytesCompared: 0, Seconds: null);

    public static FetchedFileJson Of(FetchResult result)
    {
        FetchSource source = result.Item.Sources.FirstOrDefault(source => string.Equals(source.Target, result.Target, StringComparison.Ordinal)) ?? result.Item.Sources[0];
        return Of(result.Item) with
        {
            Target = result.Target,
            Path = source.Path.Value,
            Outcome = EnumName.Of(result.Outcome),
            Code = EnumName.Of(result.Code),
            Message = result.Message,
            Hint = result.Hint,
            WasHere = result.WasHere,
            Attempts = result.Attempts,
            ResumedAt = result.ResumedAt,
            BytesReceived = result.BytesReceived,
            BytesCompared = result.BytesCompared,
            Seconds = result.Duration.TotalSeconds,
        };
    }
}
