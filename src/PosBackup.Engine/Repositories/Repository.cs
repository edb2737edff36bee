using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;

namespace PosBackup.Engine.Repositories;

/// <summary>
/// A target with our layout and manifests on it. Folders are listed first; only manifests in wanted folders are read, several at once. What a target says is
/// not trusted: a file that is not what it should be is told and left out, and hides no other.
/// </summary>
internal sealed class Repository(IBackupTarget target)
{
    private const int AtOnce = 4;
    private const string WithoutManifest = "If it is no backup, move it out of that folder. If it is one, 'posbackup verify --record' where the folder lies writes its manifest anew; or ask for files without a manifest, and it is fetched whole and looked into.";

    private readonly ConcurrentQueue<SyncNote> _problems = [];
    private readonly ConcurrentQueue<TargetPath> _leftOut = [];

    /// <summary>Looks.</summary>
    /// <exception cref="TargetException">A folder cannot be listed, or the line is gone for good.</exception>
    public async Task<RepositoryContents> LookAsync(RepositoryFilter filter, CancellationToken cancellationToken)
    {
        _problems.Clear();
        _leftOut.Clear();
        TargetPath[] stores = await StoresAsync(filter, cancellationToken).ConfigureAwait(false);
        TargetPath[] instances = await ChildrenAsync(stores, filter.TakesInstance, cancellationToken).ConfigureAwait(false);
        TargetPath[] databases = await ChildrenAsync(instances, filter.TakesDatabase, cancellationToken).ConfigureAwait(false);
        TargetPath[] years = await ChildrenAsync(databases, name => IsDigits(name, 4), cancellationToken).ConfigureAwait(false);
        TargetPath[] months = await ChildrenAsync(years, name => IsDigits(name, 2), cancellationToken).ConfigureAwait(false);
        var files = new ConcurrentDictionary<TargetPath, TargetEntry>();
        await EachAsync(months, async (folder, token) =>
        {
            await foreach (TargetEntry entry in target.ListAsync(folder, token).ConfigureAwait(false))
            {
                if (!entry.IsFolder && !StrayFiles.Is(entry.Path.Name))
                    files[entry.Path] = entry;
            }
        }, cancellationToken).ConfigureAwait(false);

        TargetEntry[] media = [.. files.Values.Where(entry => IsMedia(entry.Path)).OrderBy(entry => entry.Path.Value, StringComparer.Ordinal)];
        var found = new RepositoryMedia?[media.Length];
        var unpublished = new UnpublishedManifests(target, files.Values);
        await EachAsync(Enumerable.Range(0, media.Length), async (i, token) => found[i] = await LookAtAsync(media[i], files, unpublished, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (TargetPath orphan in files.Keys.Where(path => RepositoryLayout.FileOfManifest(path) is { } file && !files.ContainsKey(file)).OrderBy(path => path.Value, StringComparer.Ordinal))
            Tell(ErrorCode.TargetFileNotFound, $"the media file of {orphan} on {target.Name} is gone", "Find out who removed it; the next run of sync sends it again from where it was taken. Where it is not there any more, remove that manifest.");

        return new RepositoryContents([.. found.OfType<RepositoryMedia>()], [.. _problems.OrderBy(note => note.Message, StringComparer.Ordinal)])
        {
            LeftOut = [.. _leftOut.OrderBy(path => path.Value, StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// Two stores whose names differ by case have two folders where the target tells cases apart, and neither is to have to do with what is the other's. Elsewhere the folder may have been
    /// made under another spelling: the target finds it by ours.
    /// </summary>
    private async Task<TargetPath[]> StoresAsync(RepositoryFilter filter, CancellationToken cancellationToken)
    {
        TargetPath[] found = await ChildrenAsync([TargetPath.Root], filter.TakesStore, cancellationToken).ConfigureAwait(false);
        if (filter.Store is not { } store)
            return found;

        TargetPath own = RepositoryLayout.FolderOf(store);
        return found.Contains(own) ? [own]
            : found.Length > 0 && await target.StatAsync(own, cancellationToken).ConfigureAwait(false) is { IsFolder: true } ? found
            : [];
    }

    private async Task<RepositoryMedia?> LookAtAsync(TargetEntry file, ConcurrentDictionary<TargetPath, TargetEntry> files, UnpublishedManifests unpublished, CancellationToken cancellationToken)
    {
        if (file.Path.Names.Any(name => !FileNameText.IsPlain(name)) || System.Text.Encoding.UTF8.GetByteCount(file.Path.Name) > RepositoryLayout.LongestName)
        {
            _leftOut.Enqueue(file.Path);
            Tell(ErrorCode.MediaMismatch, $"{file.Path} on {target.Name} is left out: it has a name that we never give", "If it is a backup, fetch it by hand.");
            return null;
        }

        string store = file.Path.Names[0];
        var media = new RepositoryMedia { Path = file.Path, Store = FileNameText.NameOf(store) ?? store, Length = file.Length, ModifiedAt = file.ModifiedAt };
        TargetEntry? manifest = files.GetValueOrDefault(RepositoryLayout.ManifestOf(file.Path));
        (Manifest? read, PosBackupException? error) = manifest is null ? (null, null) : await ReadAsync(file.Path, manifest, cancellationToken).ConfigureAwait(false);
        if (await unpublished.FindAsync(file, manifest, read, cancellationToken).ConfigureAwait(false) is { } other)
        {
            Tell(ErrorCode.None, $"{file.Path} on {target.Name} is described by a manifest that still has its temporary name: an upload was broken off just before its end", "That manifest is used, and the next run of sync gives it its name.");
            return media with { Manifest = other };
        }

        return Described(media, read, error);
    }

    private RepositoryMedia Described(RepositoryMedia media, Manifest? read, PosBackupException? error)
    {
        if (error is not null)
            Tell(error.Code, $"the manifest of {media.Path} on {target.Name} cannot be used: {error.Message}", error is TargetException ? error.Hint : WithoutManifest);
        else if (read is null)
            Tell(ErrorCode.ManifestUnreadable, $"{media.Path} on {target.Name} has no manifest: nothing tells what is in it", WithoutManifest);
        else if (read.Media.Length == media.Length)
            return media with { Manifest = read };
        else if (read.Media.Length < media.Length)
            return Longer(media, read);
        else
        {
            Tell(
                ErrorCode.ManifestOutdated,
                string.Create(CultureInfo.InvariantCulture, $"{media.Path} on {target.Name} has {media.Length} bytes, its manifest says {read.Media.Length}"),
                "An upload may be under way, or was broken off: the next run of sync brings it to its end.");
        }

        return media;
    }

    /// <summary>Media that grow keep their beginning, so its manifest is used; its hash is compared when it is fetched.</summary>
    private RepositoryMedia Longer(RepositoryMedia media, Manifest read)
    {
        long surplus = media.Length - read.Media.Length;
        Tell(
            ErrorCode.None,
            string.Create(CultureInfo.InvariantCulture, $"{media.Path} on {target.Name} has {CountText.Of(surplus, "byte")} more than its manifest tells of"),
            "An append may be under way, or was broken off: what is in the manifest is used, and the next run of sync brings the rest. If it is told again after that, somebody wrote to the file: move it out of that folder.");
        return media with { Manifest = read, Length = read.Media.Length, Surplus = surplus };
    }

    private async Task<(Manifest? Manifest, PosBackupException? Error)> ReadAsync(TargetPath file, TargetEntry manifest, CancellationToken cancellationToken)
    {
        try
        {
            return (await new ManifestDownload(target).ReadAsync(file, manifest, cancellationToken).ConfigureAwait(false), null);
        }
        catch (PosBackupException e) when (e is not TargetException { IsTransient: true })
        {
            return (null, e);
        }
    }

    private async Task<TargetPath[]> ChildrenAsync(IReadOnlyList<TargetPath> folders, Predicate<string> isWanted, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<TargetPath>();
        await EachAsync(folders, async (folder, token) =>
        {
            await foreach (TargetEntry entry in target.ListAsync(folder, token).ConfigureAwait(false))
            {
                if (entry.IsFolder && isWanted(entry.Path.Name))
                    found.Add(entry.Path);
            }
        }, cancellationToken).ConfigureAwait(false);
        return [.. found.OrderBy(path => path.Value, StringComparer.Ordinal)];
    }

    private void Tell(ErrorCode code, string message, string? hint) => _problems.Enqueue(new SyncNote(code, message, hint));

    private static Task EachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, ValueTask> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, work);

    private static bool IsMedia(TargetPath path) => !ManifestStore.IsManifest(path.Name) && !RepositoryLayout.IsPart(path.Name);

    private static bool IsDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);
}
