namespace PosBackup.Engine.Media;

/// <summary>The files that belong to one media set.</summary>
/// <param name="MediaSetId">The media set; all zero for a file that names none.</param>
/// <param name="Stripes">Its files by stripe number.</param>
public sealed record MediaSetFiles(Guid MediaSetId, IReadOnlyList<MediaInspection> Stripes)
{
    /// <summary>Stripes that the media set has, whether given or not.</summary>
    public int StripesExpected => Stripes.Count == 0 ? 0 : Stripes[0].Media.Stripes;

    /// <summary>Whether every stripe is there once.</summary>
    public bool IsComplete => Stripes.Count == StripesExpected && Stripes.Select(one => one.Media.Stripe).Distinct().Count() == Stripes.Count;
}

/// <summary>Puts the stripes of media sets together.</summary>
public static class MediaGrouping
{
    /// <summary>
    /// Groups inspected files by media set, in their order. A file that names no media set, or is the only stripe of its own, stands alone:
    /// a copy beside it must not spoil its verdict.
    /// </summary>
    public static IReadOnlyList<MediaSetFiles> Group(IEnumerable<MediaInspection> inspections) =>
    [
        .. inspections
            .GroupBy(one => one.Media.MediaSetId == Guid.Empty || one.Media.Stripes <= 1 ? (object)one.Media.Path : one.Media.MediaSetId)
            .Select(set => new MediaSetFiles(set.First().Media.MediaSetId, [.. set.OrderBy(one => one.Media.Stripe)])),
    ];
}
