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
    /// <summary>Inspects files and folders and groups what is found by media set, in the order of the paths.</summary>
    /// <param name="paths">Files, taken as they are, and folders, searched with their subfolders for *.bak, *.trn and *.dif.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PosBackupException">A path does not exist or cannot be read (<see cref="ErrorCode.FileAccess"/>).</exception>
    public static Task<IReadOnlyList<MediaSetFiles>> GroupAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Groups inspected files by media set, in their order.</summary>
    public static IReadOnlyList<MediaSetFiles> Group(IEnumerable<MediaInspection> inspections) => throw new NotSupportedException();
}
