using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>expire --json</c>.</summary>
internal sealed record ExpireJson(bool DryRun, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, IReadOnlyList<ExpiredPlaceJson> Places)
{
    public static ExpireJson Of(RetentionReport report, bool isDryRun) => new(isDryRun, report.StartedAt, report.FinishedAt, [.. report.Places.Select(ExpiredPlaceJson.Of)]);
}

/// <summary>One place.</summary>
internal sealed record ExpiredPlaceJson(
    string Place, string Target, string Medium, string Outcome, string Code, string? Message, string? Hint, long FreedBytes, IReadOnlyList<RefusalJson> Refusals,
    PressureJson? Pressure, IReadOnlyList<RecoveryPointJson> Points, IReadOnlyList<JudgedMediaJson> Media, IReadOnlyList<RetentionNoteJson> Notes)
{
    public static ExpiredPlaceJson Of(PlaceResult place)
    {
        Dictionary<HeldMedia, RemovalResult> removals = new(ReferenceEqualityComparer.Instance);
        foreach (RemovalResult removal in place.Removals)
            removals[removal.Decision.Media] = removal;
        return new ExpiredPlaceJson(
            place.Place.ToString(),
            place.Place.Target,
            place.Place.Medium,
            EnumName.Of(place.Outcome),
            EnumName.Of(place.Code),
            place.Message,
            place.Hint,
            place.FreedBytes,
            [.. (place.Plan?.Refusals ?? []).Select(RefusalJson.Of)],
            place.Plan?.Pressure is { } pressure ? PressureJson.Of(pressure) : null,
            [.. (place.Plan?.Points ?? []).Select(RecoveryPointJson.Of)],
            [.. (place.Plan?.Media ?? []).Select(media => JudgedMediaJson.Of(media, removals.GetValueOrDefault(media.Media)))],
            [.. place.Notes.Select(note => new RetentionNoteJson(EnumName.Of(note.Code), note.Message, note.Hint))]);
    }
}

/// <summary>Why more was not removed.</summary>
internal sealed record RefusalJson(string Reason, string? Database, Guid? SetGuid, string Message, string Hint)
{
    public static RefusalJson Of(RetentionRefusal refusal) => new(EnumName.Of(refusal.Reason), refusal.Database, refusal.SetGuid, refusal.Message, refusal.Hint);
}

/// <summary>Room that is missing after the plan.</summary>
internal sealed record PressureJson(long MissingBytes, IReadOnlyList<HeldSpaceJson> Kept)
{
    public static PressureJson Of(SpacePressure pressure) => new(pressure.MissingBytes, [.. pressure.Held.Select(held => new HeldSpaceJson(EnumName.Of(held.Rule), held.Media, held.Bytes))]);
}

/// <summary>What a rule keeps.</summary>
internal sealed record HeldSpaceJson(string Rule, int Media, long Bytes);

/// <summary>A recovery point that remains.</summary>
internal sealed record RecoveryPointJson(string Database, Guid FamilyGuid, Guid SetGuid, DateTimeOffset From, DateTimeOffset To, string Rule, string? Detail)
{
    public static RecoveryPointJson Of(RecoveryPoint point) => new(point.Database, point.FamilyGuid, point.SetGuid, point.From, point.To, EnumName.Of(point.Reason.Rule), point.Reason.Detail);
}

/// <summary>A media set, what was to become of it, and what did.</summary>
internal sealed record JudgedMediaJson(
    Guid MediaSetId, IReadOnlyList<string> Files, long Bytes, string? Verdict, DateTimeOffset? ProvenAt, bool Removed, string? Outcome, string? Code, string? Message, string? Hint,
    IReadOnlyList<JudgedSetJson> Sets)
{
    public static JudgedMediaJson Of(MediaDecision media, RemovalResult? removal) => new(
        media.Media.MediaSetId,
        [.. media.Media.Files.Select(file => file.Path)],
        media.Media.Length,
        media.Media.Verdict is { } verdict ? EnumName.Of(verdict) : null,
        media.Media.ProvenAt,
        media.IsRemoved,
        removal is null ? null : EnumName.Of(removal.Outcome),
        removal is null ? null : EnumName.Of(removal.Code),
        removal?.Message,
        removal?.Hint,
        [.. media.Sets.Select(set => JudgedSetJson.Of(set, media.IsRemoved))]);
}

/// <summary>A set, and why it stays or goes.</summary>
internal sealed record JudgedSetJson(Guid SetGuid, string Kind, string Database, string Instance, string FinishedAt, IReadOnlyList<KeepJson> Keeps, string? Removal)
{
    public static JudgedSetJson Of(SetDecision set, bool isRemoved) => new(
        set.Set.SetGuid,
        EnumName.Of(set.Set.Kind),
        set.Set.Database,
        set.Set.Instance,
        (set.Set.FinishedAt ?? set.Set.StartedAt).ToString(),
        [.. set.Keeps.Select(reason => new KeepJson(EnumName.Of(reason.Rule), reason.Detail, reason.For, RetentionText.Of(reason)))],
        isRemoved ? EnumName.Of(set.Removal) : null);
}

/// <summary>A reason.</summary>
internal sealed record KeepJson(string Rule, string? Detail, Guid? For, string Text);

/// <summary>Something to know that stops nothing.</summary>
internal sealed record RetentionNoteJson(string Code, string Message, string? Hint);
