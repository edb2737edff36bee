namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Files in one place, as far as their removal goes. What is removed, in which order, and what is written down is decided above. Failures are
/// <see cref="PosBackupException"/> with cause and cure. Links and folders are never followed and never deleted.
/// </summary>
internal interface IRemovalPlace
{
    /// <summary>Where the target leads; null here.</summary>
    string? Address { get; }

    /// <summary>Keeps other runs out of these media until it is disposed: one that is backing up to them, or shipping here.</summary>
    /// <exception cref="PosBackupException">Busy: another run is at work on them.</exception>
    IDisposable Enter(HeldMedia media);

    /// <summary>Looks again. What is not as it was judged, in words; null when all is. Files that are gone are no difference where the removal was begun before.</summary>
    Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken);

    /// <summary>Deletes a media file; nothing happens when it is not there. That the place acknowledged it does not say that it is gone.</summary>
    Task DeleteFileAsync(string path);

    /// <summary>Deletes the manifest of a media file that is gone; nothing happens when there is none, when the file is there, or when the manifest is of another media set.</summary>
    Task DeleteManifestAsync(string path, Guid mediaSetId);

    /// <summary>Whether there is something of that name.</summary>
    Task<bool> ExistsAsync(string path);

    /// <summary>Whether anything is seen in the folder of a file, be it only a manifest, but not <see cref="Files.StrayFiles"/>: an empty one may be a disk that is not mounted.</summary>
    Task<bool> IsFolderSeenAsync(string path);

    /// <summary>Whether the catalog still expects a file of that media set there: where nobody does, it is gone, whatever an empty folder may be.</summary>
    bool IsExpected(string path, Guid mediaSetId);

    /// <summary>Makes sure that what was deleted stays so when the power fails now.</summary>
    void Settle(IEnumerable<string> paths);

    /// <summary>No longer expects a file here.</summary>
    void Forget(string path);
}
