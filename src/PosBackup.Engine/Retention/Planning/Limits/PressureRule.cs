namespace PosBackup.Engine.Retention.Planning.Limits;

/// <summary>Whether a place will have the room that is wanted.</summary>
internal static class PressureRule
{
    /// <summary>What is missing when all is gone that may go; null when nothing is, or nobody asked or knows.</summary>
    public static SpacePressure? Of(PlaceFacts place, IReadOnlyList<MediaDecision> media)
    {
        if (place is not { FreeBytes: { } free, WantedFreeBytes: { } wanted })
            return null;

        long freed = place.IsAppendOnly ? 0 : media.TakeWhile(one => one.IsRemoved).Sum(one => one.Media.Length);
        long missing = wanted - free - freed;
        return missing <= 0
            ? null
            : new SpacePressure(
                missing,
                [
                    .. media
                        .Where(one => !one.IsRemoved)
                        .GroupBy(one => one.Sets.SelectMany(set => set.Keeps).FirstOrDefault()?.Rule ?? KeepRule.Unknown)
                        .Select(kept => new SpaceHeld(kept.Key, kept.Count(), kept.Sum(one => one.Media.Length)))
                        .OrderByDescending(held => held.Bytes).ThenBy(held => held.Rule),
                ]);
    }
}
