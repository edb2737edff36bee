using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Journal;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Copies at a target. Each folder is listed anew, once a run, before anything in it is deleted; each manifest is read anew right before its media go. While it is at work
/// no run of this machine ships there.
/// </summary>
/// <param name="target">The target.</param>
/// <param name="address">Where it leads.</param>
/// <param name="medium">Which of its media; empty where there is only one.</param>
/// <param name="catalog">Knows the copies.</param>
/// <param name="folder">The folder of this machine that the target is; null where it is none. The catalog may expect its files as well, by who verifies them there.</param>
/// <param name="journals">The folder that remembers uploads under way: its lock keeps shipping out.</param>
internal sealed class TargetRemoval(IBackupTarget target, string address, string medium, BackupCatalog catalog, string? folder, string journals) : IRemovalPlace
{
    private readonly Dictionary<TargetPath, Dictionary<TargetPath, TargetEntry>> _listings = [];

    public string? Address => address;

    public IDisposable Enter(HeldMedia media) => new TransferJournals(journals, target.Name, medium: "").Lock();

    public async Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken)
    {
        foreach (HeldFile file in media.Files)
        {
            if (await DifferenceAsync(media, file, cancellationToken).ConfigureAwait(false) is { } difference)
                return difference;
        }

        return null;
    }

    public Task DeleteFileAsync(string path) => target.DeleteAsync(TargetPath.Parse(path), CancellationToken.None);

    public async Task DeleteManifestAsync(string path, Guid mediaSetId)
    {
        TargetPath file = TargetPath.Parse(path);
        TargetPath manifest = RepositoryLayout.ManifestOf(file);
        if (await target.StatAsync(file, CancellationToken.None).ConfigureAwait(false) is not null
            || await target.StatAsync(manifest, CancellationToken.None).ConfigureAwait(false) is not { IsFolder: false } entry)
        {
            return;
        }

        if ((await new ManifestDownload(target).ReadAsync(file, entry, CancellationToken.None).ConfigureAwait(false)).Media.MediaSetId == mediaSetId)
            await target.DeleteAsync(manifest, CancellationToken.None).ConfigureAwait(false);
    }

    public async Task<bool> ExistsAsync(string path) =>
        TargetPath.TryParse(path, out TargetPath file) && await target.StatAsync(file, CancellationToken.None).ConfigureAwait(false) is not null;

    public async Task<bool> IsFolderSeenAsync(string path) =>
        TargetPath.TryParse(path, out TargetPath file) && (await ListingAsync(file.Folder, CancellationToken.None).ConfigureAwait(false)).Keys.Any(entry => !StrayFiles.Is(entry.Name));

    public bool IsExpected(string path, Guid mediaSetId) =>
        catalog.Copies(target.Name).Any(copy => copy.MediaSetId == mediaSetId && IsSame(copy.Medium, medium) && IsSame(copy.Path, path));

    /// <summary>A target that acknowledged a deletion, and does not show the file any more, has done what can be asked of it.</summary>
    public void Settle(IEnumerable<string> paths)
    {
    }

    public void Forget(string path)
    {
        catalog.ForgetCopy(target.Name, medium, path);
        if (folder is not null && TargetPath.TryParse(path, out TargetPath file))
            catalog.Forget(Path.Combine([folder, .. file.Names]));
    }

    private async Task<string?> DifferenceAsync(HeldMedia media, HeldFile file, CancellationToken cancellationToken)
    {
        if (!TargetPath.TryParse(file.Path, out TargetPath path) || path.IsRoot)
            return $"{file.Path} is no path that a target can have";

        Dictionary<TargetPath, TargetEntry> listing = await ListingAsync(path.Folder, cancellationToken).ConfigureAwait(false);
        if (!listing.TryGetValue(path, out TargetEntry? entry))
            return media.IsBeingRemoved ? null : $"{path} is gone";
        if (entry.IsFolder)
            return $"{path} is a folder";
        if (entry.Length != file.Length)
            return string.Create(CultureInfo.InvariantCulture, $"{path} has {entry.Length} bytes, and {file.Length} when it was judged");
        if (!listing.TryGetValue(RepositoryLayout.ManifestOf(path), out TargetEntry? manifestEntry) || manifestEntry.IsFolder)
            return $"{path} has no manifest any more: nothing tells what it is";

        Manifest manifest;
        try
        {
            manifest = await new ManifestDownload(target).ReadAsync(path, manifestEntry, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e is not TargetException)
        {
            return $"the manifest of {path} tells nothing any more: {e.Message}";
        }

        return manifest.Media.MediaSetId != media.MediaSetId || manifest.Media.Stripe != file.Stripe || manifest.Media.Length != file.Length || !SameSets.Are(manifest.Media.Sets, media.Sets)
                ? $"{path} is not what was judged: its manifest tells of other media"
            : file.Sha256 is { } judged && manifest.Sha256 is { } now && !IsSame(judged, now) ? $"{path} is not what was judged: its SHA-256 was {judged}, and its manifest says {now}"
            : null;
    }

    private async Task<Dictionary<TargetPath, TargetEntry>> ListingAsync(TargetPath folder, CancellationToken cancellationToken)
    {
        if (_listings.TryGetValue(folder, out Dictionary<TargetPath, TargetEntry>? known))
            return known;

        var listing = new Dictionary<TargetPath, TargetEntry>();
        await foreach (TargetEntry entry in target.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            listing[entry.Path] = entry;

        return _listings[folder] = listing;
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
