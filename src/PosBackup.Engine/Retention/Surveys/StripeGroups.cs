using System.Buffers;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// Joins the files of one place to media sets: stripes of one media set with the same sets belong together, every other file stands for itself.
/// <code>
/// one folder with all stripes                         a media set, whatever lies in other folders: two whole copies of it are two
/// folders of which none has all of them               one media set together: it was written to several disks
/// </code>
/// </summary>
internal static class StripeGroups
{
    /// <summary>Of paths here and of those on a target.</summary>
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\");

    /// <param name="place">The place.</param>
    /// <param name="files">The files; those without a manifest have no sets, and are nobody's.</param>
    /// <param name="now">The time: proofs of the future do not count.</param>
    public static IEnumerable<HeldMedia> Join(RetentionPlace place, IEnumerable<SurveyedFile> files, DateTimeOffset now)
    {
        var striped = new Dictionary<(Guid, int, string), List<SurveyedFile>>();
        foreach (SurveyedFile file in files)
        {
            if (file.Manifest is { Media: { Stripes: > 1 } media })
            {
                (Guid, int, string) key = (media.MediaSetId, media.Stripes, string.Join('/', media.Sets.Select(set => set.SetGuid)));
                if (!striped.TryGetValue(key, out List<SurveyedFile>? stripes))
                    striped.Add(key, stripes = []);
                stripes.Add(file);
            }
            else
            {
                yield return Media(place, [file], now);
            }
        }

        foreach (List<SurveyedFile> stripes in striped.Values.SelectMany(ByCopy))
            yield return Media(place, [.. stripes.OrderBy(file => file.Manifest!.Media.Stripe).ThenBy(file => file.Path, StringComparer.Ordinal)], now);
    }

    private static IEnumerable<List<SurveyedFile>> ByCopy(List<SurveyedFile> stripes)
    {
        List<SurveyedFile> scattered = [];
        foreach (IGrouping<string, SurveyedFile> folder in stripes.GroupBy(file => file.Path[..(file.Path.AsSpan().LastIndexOfAny(Separators) + 1)], StringComparer.Ordinal))
        {
            if (folder.Select(file => file.Manifest!.Media.Stripe).Distinct().Count() == stripes[0].Manifest!.Media.Stripes)
                yield return [.. folder];
            else
                scattered.AddRange(folder);
        }

        if (scattered.Count > 0)
            yield return scattered;
    }

    private static HeldMedia Media(RetentionPlace place, IReadOnlyList<SurveyedFile> files, DateTimeOffset now) => new()
    {
        Place = place,
        MediaSetId = files[0].Manifest?.Media.MediaSetId ?? Guid.Empty,
        Stripes = files[0].Manifest?.Media.Stripes ?? 1,
        Files = [.. files.Select(file => new HeldFile(file.Path, file.Manifest?.Media.Stripe ?? 1, file.Length, file.Manifest?.Sha256))],
        Sets = files[0].Manifest?.Media.Sets ?? [],
        Verdict = Catalog.Chains.SetCopy.Worst(files.Select(file => file.Manifest?.LatestProof(now)?.Verdict)),
        ProvenAt = files.All(file => file.ProvenAt is not null) ? files.Min(file => file.ProvenAt) : null,
        Doubt = files.FirstOrDefault(file => file.Doubt is not null)?.Doubt,
        DoubtHint = files.FirstOrDefault(file => file.Doubt is not null)?.DoubtHint,
        IsAbsent = files.Any(file => file.IsAbsent),
        IsBeingRemoved = files.Any(file => file.IsBeingRemoved),
    };
}

/// <summary>A file as it was seen.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Length">Its length, as recorded.</param>
/// <param name="Manifest">What it is; null when nobody can tell.</param>
internal sealed record SurveyedFile(string Path, long Length, Manifest? Manifest)
{
    /// <summary>When its bytes were last proven.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Whether it is expected and was not seen.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Why it may not be what the record says.</summary>
    public string? Doubt { get; init; }

    /// <summary>See <see cref="HeldMedia.DoubtHint"/>.</summary>
    public string? DoubtHint { get; init; }

    /// <summary>Whether an earlier run began to remove it.</summary>
    public bool IsBeingRemoved { get; init; }
}
