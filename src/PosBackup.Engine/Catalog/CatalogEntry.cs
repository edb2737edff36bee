namespace PosBackup.Engine.Catalog;

/// <summary>One backup set on one media file that the catalog expects to exist; a striped set has an entry for each stripe.</summary>
/// <param name="Manifest">The media file, as recorded.</param>
/// <param name="Set">The set on it.</param>
/// <param name="Presence">What a look at the file says now.</param>
public sealed record CatalogEntry(Manifest Manifest, BackupSet Set, MediaPresence Presence)
{
    /// <summary>Path of the media file.</summary>
    public string Path => Manifest.Media.Path;
}

/// <summary>Whether a catalogued media file is where it was.</summary>
public enum MediaPresence
{
    /// <summary>It is there and has its recorded length.</summary>
    Present,

    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>It is there with another length: appended to, cut or replaced by something else.</summary>
    Changed,

    /// <summary>A link stands in its place: somebody moved it to where there was room. What lies at its other end is another file.</summary>
    Linked,
}
