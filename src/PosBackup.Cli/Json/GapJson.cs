using PosBackup.Cli.Output;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Json;

/// <summary>Why a moment cannot be reached.</summary>
internal sealed record GapJson(
    string Reason, string Message, string? MissingFrom, string? MissingTo, CulpritJson? Culprit, ReachableMomentJson? Before, ReachableMomentJson? After)
{
    public static GapJson Of(ChainGap gap) => new(
        EnumName.Of(gap.Reason),
        gap.Message,
        gap.MissingFrom?.ToString(),
        gap.MissingTo?.ToString(),
        gap.Culprit is { } culprit ? CulpritJson.Of(culprit) : null,
        gap.Before is { } before ? ReachableMomentJson.Of(before) : null,
        gap.After is { } after ? ReachableMomentJson.Of(after) : null);
}

/// <summary>The set that is missing or of no use, and where it was or should be.</summary>
internal sealed record CulpritJson(string? Obstacle, IReadOnlyList<string> Files, IReadOnlyList<string> Devices, SetJson Set)
{
    public static CulpritJson Of(KnownSet known) => new(
        known.Obstacle is { } obstacle ? EnumName.Of(obstacle) : null,
        [.. known.Copies.SelectMany(copy => copy.Files).Select(file => file.Path)],
        known.Devices,
        SetJson.Of(known.Set));
}

/// <summary>A moment that can be reached; <c>option</c> asks for it.</summary>
internal sealed record ReachableMomentJson(DateTimeOffset At, Guid? SetGuid, string Option)
{
    public static ReachableMomentJson Of(ReachableMoment moment) => new(moment.At, moment.EndOfSet, GapText.Option(moment));
}
