using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Files of this machine that the catalog expects, and no others. What they are, their own headers tell, read right before they go; between that look and the deletion nothing
/// of ours can write there.
/// </summary>
/// <remarks>Never run on Windows: read-only attributes, files that another program has open, and junctions there are handled as documented.</remarks>
internal sealed class LocalRemoval(BackupCatalog catalog) : IRemovalPlace
{
    public string? Address => null;

    /// <summary>The locks that backups of these databases to these folders take. What a restore reads, or a run that ships, is not entered either.</summary>
    public IDisposable Enter(HeldMedia media)
    {
        var locks = new HeldLocks();
        try
        {
            foreach (string folder in media.Files.Select(file => FolderOf(file.Path)).Distinct(PathIdentity.Comparer).Where(Directory.Exists))
            {
                foreach (string database in media.Sets.Select(set => FileNameText.Of(set.Database)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    locks.Add(FolderLock.TryTake(folder, database)
                        ?? throw new PosBackupException(ErrorCode.Busy, $"a backup to {folder} is under way", "The next run removes what is to go."));
                }
            }

            return media.Files.FirstOrDefault(file => ReadHold.IsHeld(file.Path)) is { } read
                ? throw new PosBackupException(ErrorCode.Busy, $"{read.Path} is being read, be it by a restore", "The next run removes what is to go.")
                : locks;
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    public async Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken)
    {
        var expected = catalog.List(new CatalogFilter { MediaSetId = media.MediaSetId }).DistinctBy(entry => entry.Path, PathIdentity.Comparer)
            .ToDictionary(entry => PathIdentity.Key(entry.Path), entry => entry.Manifest, StringComparer.Ordinal);
        foreach (HeldFile file in media.Files)
        {
            if (!expected.TryGetValue(PathIdentity.Key(file.Path), out Manifest? manifest))
                return $"{file.Path} is not, or no longer, expected by the catalog";
            if (await DifferenceAsync(media, file, manifest, cancellationToken).ConfigureAwait(false) is { } difference)
                return difference;
        }

        return null;
    }

    public Task DeleteFileAsync(string path)
    {
        LocalDeletion.Delete(path);
        return Task.CompletedTask;
    }

    public async Task DeleteManifestAsync(string path, Guid mediaSetId)
    {
        if (Path.Exists(path) || LocalDeletion.IsLinkOrFolder(ManifestStore.PathOf(path)))
            return;
        if (await ManifestStore.ReadAsync(path, CancellationToken.None).ConfigureAwait(false) is { } manifest && manifest.Media.MediaSetId == mediaSetId)
            LocalDeletion.Delete(ManifestStore.PathOf(path));
    }

    /// <summary>A link whose end is gone is something too.</summary>
    public Task<bool> ExistsAsync(string path) => Task.FromResult(Look(path, () => Path.Exists(path) || LocalDeletion.IsLinkOrFolder(path)));

    public Task<bool> IsFolderSeenAsync(string path) => Task.FromResult(Look(path, () => StrayFiles.AreNotAllIn(FolderOf(path))));

    public bool IsExpected(string path, Guid mediaSetId) => catalog.List(new CatalogFilter { MediaSetId = mediaSetId }).Any(entry => PathIdentity.Comparer.Equals(entry.Path, path));

    public void Settle(IEnumerable<string> paths)
    {
        foreach (string folder in paths.Select(FolderOf).Distinct(PathIdentity.Comparer).Where(Directory.Exists))
        {
            try
            {
                FolderFlush.Flush(folder);
            }
            catch (IOException e)
            {
                throw new PosBackupException(ErrorCode.FileAccess, $"the folder {folder} cannot be flushed: {e.Message}", "Check the disk; the next run looks again.", e);
            }
        }
    }

    public void Forget(string path) => catalog.Forget(path);

    private static async Task<string?> DifferenceAsync(HeldMedia media, HeldFile file, Manifest expected, CancellationToken cancellationToken)
    {
        if (LocalDeletion.IsLinkOrFolder(file.Path))
            return $"{file.Path} is a link or a folder";

        var there = new FileInfo(file.Path);
        if (!there.Exists)
            return media.IsBeingRemoved ? null : $"{file.Path} is gone";
        if (there.Length != file.Length)
            return string.Create(CultureInfo.InvariantCulture, $"{file.Path} has {there.Length} bytes, and {file.Length} when it was judged");
        if (LocalDeletion.IsWriteProtected(there))
            return $"{file.Path} is write-protected: somebody may want to keep it; take the protection off if it may go";

        MediaFile found = (await MediaInspector.InspectAsync(file.Path, cancellationToken).ConfigureAwait(false)).Media;
        if (found.MediaSetId != media.MediaSetId || found.Stripe != file.Stripe)
            return string.Create(CultureInfo.InvariantCulture, $"{file.Path} is stripe {found.Stripe} of media set {found.MediaSetId} now, and was stripe {file.Stripe} of {media.MediaSetId}");
        if (!expected.Describes(found) || !SameSets.Are(expected.Media.Sets, media.Sets))
            return $"{file.Path} does not hold the sets that were judged";

        return await ManifestDifferenceAsync(file.Path, found, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A manifest may be missing: it is only a cache. One that speaks of something else was written by somebody since.</summary>
    private static async Task<string?> ManifestDifferenceAsync(string path, MediaFile found, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestStore.ReadAsync(path, cancellationToken).ConfigureAwait(false) is { } beside && !beside.Describes(found)
                ? $"{ManifestStore.PathOf(path)} describes other content than {path} has"
                : null;
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.ManifestUnreadable)
        {
            return e.Message;
        }
    }

    private static bool Look(string path, Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"nobody can tell whether {path} is there: {e.Message}", "Run under an account that may read its folder, and check the disk; the next run looks again.", e);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private sealed class HeldLocks : IDisposable
    {
        private readonly List<FolderLock> _locks = [];

        public void Add(FolderLock one) => _locks.Add(one);

        public void Dispose() => _locks.ForEach(one => one.Dispose());
    }
}
