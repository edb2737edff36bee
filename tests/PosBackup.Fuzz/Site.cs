namespace PosBackup.Fuzz;

/// <summary>A structure inside a media file that a reader takes numbers from.</summary>
/// <param name="Kind">What it is, and so which checksum covers it.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How many bytes hold fields.</param>
/// <param name="Covered">How many bytes its checksum covers.</param>
internal readonly record struct Site(SiteKind Kind, int Offset, int Length, int Covered)
{
    /// <summary>Groups structures, so that the rare kinds are picked as often as the common ones.</summary>
    public static IReadOnlyList<IReadOnlyList<Site>> ByKind(IReadOnlyList<Site> sites) => [.. sites.GroupBy(site => site.Kind).Select(kind => kind.ToArray())];
}

/// <summary>Kinds of structures.</summary>
internal enum SiteKind
{
    Block,
    Stream,
    Record,
    Page,
    LogBlock,
    ContainerHeader,
    Chunk,
    Marker,
}
