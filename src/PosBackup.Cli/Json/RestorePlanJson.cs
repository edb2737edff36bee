using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Json;

/// <summary>What a restore does, step by step.</summary>
internal sealed record RestorePlanJson(
    string SourceInstance,
    string InstanceVersion,
    string Reached,
    bool Continues,
    bool Replaces,
    long Bytes,
    double EstimateSeconds,
    IReadOnlyList<RestoreStepJson> Steps,
    IReadOnlyList<RestoredFileJson> Files,
    IReadOnlyList<VolumeNeedJson> Volumes)
{
    public static RestorePlanJson Of(RestorePlan plan) => new(
        plan.SourceInstance,
        plan.InstanceVersion.ToString(),
        plan.Reached.ToString(),
        plan.Continues,
        plan.Replaces,
        plan.Bytes,
        plan.Estimate.TotalSeconds,
        [.. plan.Steps.Select(RestoreStepJson.Of)],
        [.. plan.Files.Select(file => new RestoredFileJson(file.LogicalName, file.IsLog ? "log" : "data", file.From, file.To, file.Bytes))],
        [.. plan.Volumes.Select(volume => new VolumeNeedJson(volume.Volume, volume.NeededBytes, volume.FreeBytes))]);
}

/// <summary>One statement.</summary>
internal sealed record RestoreStepJson(
    int Number, string Kind, string Reason, string Sql, int? Position, IReadOnlyList<SetFileJson> Files, SetJson? Set, long Bytes, double EstimateSeconds, bool MayFinish)
{
    public static RestoreStepJson Of(RestoreStep step) => new(
        step.Number,
        EnumName.Of(step.Kind),
        step.Reason,
        step.Sql,
        step.Position > 0 ? step.Position : null,
        [.. step.Files.Select(SetFileJson.Of)],
        step.Set is { } set ? SetJson.Of(set) : null,
        step.Bytes,
        step.Estimate.TotalSeconds,
        step.MayFinish);
}

/// <summary>A media file that a step reads or writes.</summary>
internal sealed record SetFileJson(string File, int Stripe, long? Length, string? Sha256, string? Verdict)
{
    public static SetFileJson Of(SetFile file) => new(file.Path, file.Stripe, file.Length, file.Sha256, file.Verdict is { } verdict ? EnumName.Of(verdict) : null);
}

/// <summary>Where a file of the database goes.</summary>
internal sealed record RestoredFileJson(string LogicalName, string Type, string From, string To, long Bytes);

/// <summary>What a volume needs and has.</summary>
internal sealed record VolumeNeedJson(string Volume, long NeededBytes, long? FreeBytes);
