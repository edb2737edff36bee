using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Json;

/// <summary>What <c>sync --dry-run --json</c> says of one target.</summary>
internal sealed record SyncPlanJson(string Target, string? Medium, int Protected, int Unprotected, long Bytes, IReadOnlyList<SyncItemJson> Items, IReadOnlyList<SyncNoteJson> Notes, ErrorJson? Error)
{
    public static SyncPlanJson Of(PlannedSync planned) => planned.Plan is { } plan
        ? new(plan.Target, plan.Medium, plan.Protected, plan.Unprotected, plan.Bytes, [.. plan.Items.Select(SyncItemJson.Of)], [.. plan.Notes.Select(SyncNoteJson.Of)], Error: null)
        : new(planned.Target, Medium: null, Protected: 0, Unprotected: 0, Bytes: 0, [], [], planned.Error is { } error ? ErrorJson.Of(error) : null);
}

/// <summary>What is to be done with one media file.</summary>
internal sealed record SyncItemJson(string File, string Path, string Action, string Reason, long Bytes)
{
    public static SyncItemJson Of(SyncItem item) => new(item.File, item.Path.Value, EnumName.Of(item.Action), item.Reason, item.Bytes);
}
