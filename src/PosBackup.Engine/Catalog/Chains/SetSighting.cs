using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>One set seen in one place: on one stripe of its media, or in the history of an instance.</summary>
public sealed record SetSighting
{
    /// <summary>The set, as this place tells it.</summary>
    public required BackupSet Set { get; init; }

    /// <summary>Who told of it.</summary>
    public required SetSource Source { get; init; }

    /// <summary>The media set that it lies on; all zero when the place does not tell.</summary>
    public Guid MediaSetId { get; init; }

    /// <summary>How many stripes the media set has.</summary>
    public int Stripes { get; init; } = 1;

    /// <summary>The stripe that was seen; null when no media was.</summary>
    public SetFile? File { get; init; }

    /// <summary>Files or devices that the set went to, as history tells; nobody looked whether they are there.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>All sets of one media file.</summary>
    /// <param name="media">The file, as its headers tell.</param>
    /// <param name="manifest">The manifest that describes it; null when there is none.</param>
    public static IEnumerable<SetSighting> OnMedia(MediaFile media, Manifest? manifest)
    {
        ArgumentNullException.ThrowIfNull(media);
        var file = new SetFile
        {
            Path = media.Path,
            Stripe = media.Stripe,
            Length = media.Length,
            Sha256 = manifest?.Sha256,
            Verdict = VerdictOf(media, manifest),
        };
        return media.Sets.Select(set => new SetSighting { Set = set, Source = SetSource.Media, MediaSetId = media.MediaSetId, Stripes = media.Stripes, File = file });
    }

    /// <summary>A set of the catalog; its file counts as seen unless it is gone.</summary>
    public static SetSighting InCatalog(CatalogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        MediaFile media = entry.Manifest.Media;
        return new SetSighting
        {
            Set = entry.Set,
            Source = SetSource.Manifest,
            MediaSetId = media.MediaSetId,
            Stripes = media.Stripes,
            Devices = [media.Path],
            File = entry.Presence == MediaPresence.Missing ? null : new SetFile
            {
                Path = media.Path,
                Stripe = media.Stripe,
                Length = media.Length,
                Sha256 = entry.Manifest.Sha256,
                Verdict = VerdictOf(media, entry.Manifest),
            },
        };
    }

    /// <summary>All sets of a media file, as its manifest on a target tells of them.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">Where the file is, or will be.</param>
    public static IEnumerable<SetSighting> InRepository(Manifest manifest, string path)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return OnMedia(manifest.Media with { Path = path }, manifest).Select(sighting => sighting with { Source = SetSource.Manifest, Devices = [path] });
    }

    /// <summary>A proof speaks of the whole file. Of several sets in it one may be damaged and the others well: each is suspect, none is given up.</summary>
    private static Verdict? VerdictOf(MediaFile media, Manifest? manifest) =>
        manifest?.LatestProof()?.Verdict is var verdict && verdict == Engine.Media.Verdict.Damaged && media.Sets.Count > 1 ? Engine.Media.Verdict.Suspect : verdict;
}

/// <summary>One stripe of a set.</summary>
public sealed record SetFile
{
    /// <summary>Path of the media file.</summary>
    public required string Path { get; init; }

    /// <summary>Number of the stripe, from 1.</summary>
    public int Stripe { get; init; } = 1;

    /// <summary>Length in bytes; null when nobody looked.</summary>
    public long? Length { get; init; }

    /// <summary>SHA-256 of the file as recorded, lower-case hexadecimal; null without a record.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the newest verification says of the set in this file; null when it was never verified.</summary>
    public Verdict? Verdict { get; init; }
}
