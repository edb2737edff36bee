using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Forgetting;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>catalog forget --json</c>.</summary>
internal sealed record ForgetJson(string Catalog, bool DryRun, IReadOnlyList<string> Media, IReadOnlyList<string> There, IReadOnlyList<LostSetJson> Lost, IReadOnlyList<LostSetJson> Stranded, IReadOnlyList<OnlyCopies> OnlyCopies)
{
    public static ForgetJson Of(string catalog, bool isDryRun, ForgetPlan plan) =>
        new(catalog, isDryRun, [.. plan.Media.Select(manifest => manifest.Media.Path)], plan.There, [.. plan.Lost.Select(LostSetJson.Of)], [.. plan.Stranded.Select(LostSetJson.Of)], plan.OnlyCopies);
}

/// <summary>A set of which no other copy is known, or that builds on one.</summary>
internal sealed record LostSetJson(Guid SetGuid, string Database, string Kind, string? FinishedAt)
{
    public static LostSetJson Of(BackupSet set) => new(set.SetGuid, set.Database, EnumName.Of(set.Kind), set.FinishedAt?.ToString());
}
