using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Retention.Planning.AcrossPlaces;

/// <summary>Media sets of which no place has all good stripes, and all places together have.</summary>
internal static class MendedMedia
{
    /// <param name="media">Media of all places.</param>
    public static IEnumerable<HeldMedia> Of(IEnumerable<HeldMedia> media) => media
        .GroupBy(one => one.MediaSetId)
        .Where(copies => copies.Skip(1).Any() && !copies.Any(IsGood))
        .SelectMany(copies => copies.GroupBy(one => string.Join(' ', one.Sets.Select(set => set.SetGuid)), StringComparer.Ordinal))
        .Select(same => Mend([.. same.OrderBy(one => ChainBuilder.Rank(one.Verdict))]))
        .Where(IsGood);

    /// <summary>The best file of each stripe.</summary>
    private static HeldMedia Mend(HeldMedia[] bestFirst)
    {
        (HeldFile File, HeldMedia Of)[] files = [.. bestFirst.SelectMany(one => one.Files.Select(file => (File: file, Of: one))).DistinctBy(file => file.File.Stripe)];
        return bestFirst[0] with { Files = [.. files.Select(file => file.File)], Verdict = files.Length == 0 ? null : files.MaxBy(file => ChainBuilder.Rank(file.Of.Verdict)).Of.Verdict };
    }

    private static bool IsGood(HeldMedia media) => media.IsWhole && media.Verdict != Verdict.Damaged;
}
