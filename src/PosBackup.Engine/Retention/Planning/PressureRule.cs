namespace PosBackup.Engine.Retention.Planning;

/// <summary>Whether a place will have the room that is wanted.</summary>
internal static class PressureRule
{
    /// <summary>What is missing when all is gone that may go; null when nothing is, or nobody asked or knows.</summary>
    public static SpacePressure? Of(PlaceFacts place, IEnumerable<MediaDecision> removed, IEnumerable<MediaDecision> kept)
    {
        if (place is not { FreeBytes: { } free, WantedFreeBytes: { } wanted })
            return null;

        long freed = place.IsAppendOnly ? 0 : removed.Sum(media => media.Media.Length);
        long missing = wanted - free - freed;
        return missing <= 0
            ? null
            : new SpacePressure(
                missing,
                [
                    .. kept
                        .GroupBy(media => media.Sets.SelectMany(set => set.Keeps).FirstOrDefault()?.Rule ?? KeepRule.Unknown)
                        .Select(media => new SpaceHeld(media.Key, media.Count(), media.Sum(one => one.Media.Length)))
                        .OrderByDescending(held => held.Bytes).ThenBy(held => held.Rule),
                ]);
    }
}
