using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Json;

/// <summary>A row of <c>list --json</c>: one set on one media file.</summary>
internal sealed record CatalogEntryJson(string File, string Presence, int Stripe, int Stripes, Guid MediaSetId, string? Sha256, IReadOnlyList<ProofJson> Proofs, SetJson Set)
{
    public static CatalogEntryJson Of(CatalogEntry entry) => new(
        entry.Path,
        EnumName.Of(entry.Presence),
        entry.Manifest.Media.Stripe,
        entry.Manifest.Media.Stripes,
        entry.Manifest.Media.MediaSetId,
        entry.Manifest.Sha256,
        [.. entry.Manifest.Proofs.Select(ProofJson.Of)],
        SetJson.Of(entry.Set));
}

/// <summary>A proof of a media file.</summary>
internal sealed record ProofJson(string Level, string Verdict, DateTimeOffset At, string? Instance, string ToolVersion)
{
    public static ProofJson Of(Proof proof) => new(EnumName.Of(proof.Level), EnumName.Of(proof.Verdict), proof.At, proof.Instance, proof.ToolVersion);
}

/// <summary>A row of <c>list --runs --json</c>: what one run did for one database.</summary>
internal sealed record RunJson(
    Guid RunId, string Instance, string Database, string Outcome, string RequestedKind, string? Kind, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string Code, string? Message, Guid? SetGuid, long? Bytes)
{
    public static RunJson Of(RecordedRun run) => new(
        run.RunId,
        run.Instance,
        run.Database,
        EnumName.Of(run.Outcome),
        EnumName.Of(run.RequestedKind),
        run.Kind is { } kind ? EnumName.Of(kind) : null,
        run.StartedAt,
        run.FinishedAt,
        EnumName.Of(run.Code),
        run.Message,
        run.SetGuid,
        run.Bytes);
}

/// <summary>The document of <c>catalog rebuild --json</c>.</summary>
internal sealed record RebuildJson(string Catalog, int Media, int Sets, int FromManifests, IReadOnlyList<string> Dropped, string? SetAside, IReadOnlyList<RebuildProblemJson> Problems)
{
    public static RebuildJson Of(string catalog, CatalogRebuild rebuild) => new(
        catalog,
        rebuild.Media,
        rebuild.Sets,
        rebuild.FromManifests,
        rebuild.Dropped,
        rebuild.SetAside,
        [.. rebuild.Problems.Select(problem => new RebuildProblemJson(problem.Path, ErrorJson.Of(problem.Error)))]);
}

/// <summary>Something a rebuild could not use.</summary>
internal sealed record RebuildProblemJson(string File, ErrorJson Error);
