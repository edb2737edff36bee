using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>hold list --json</c>.</summary>
internal sealed record HoldListJson(string File, IReadOnlyList<HoldJson> Holds);

/// <summary>The document of <c>hold add --json</c> and <c>hold remove --json</c>: what became of the holds.</summary>
internal sealed record HoldChangeJson(string File, string Outcome, IReadOnlyList<HoldJson> Holds);

/// <summary>A hold, and what the catalog knows of its set: nothing when the set lies elsewhere alone. The gap is told of holds that are put.</summary>
internal sealed record HoldJson(Guid SetGuid, string Reason, DateTimeOffset? Until, bool InForce, string? Database, string? Kind, string? FinishedAt, IReadOnlyList<string> Files, string? Gap = null)
{
    public static HoldJson Of(RetentionHold hold, IReadOnlyList<CatalogEntry> known, DateTimeOffset now)
    {
        BackupSet? set = known.Count > 0 ? known[0].Set : null;
        return new HoldJson(
            hold.SetGuid,
            hold.Reason,
            hold.Until,
            hold.IsInForce(now),
            set?.Database,
            set is null ? null : EnumName.Of(set.Kind),
            set?.FinishedAt?.ToString(),
            [.. known.Select(entry => entry.Path)]);
    }
}
