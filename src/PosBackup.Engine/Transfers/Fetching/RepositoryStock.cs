using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Fetching;

/// <summary>
/// What several targets hold of one store. One content is one item, wherever it lies; every item has a place of its own below the folder that it would be
/// fetched to, named as on the target. Pure.
/// </summary>
internal sealed class RepositoryStock
{
    private readonly Dictionary<string, FetchItem> _byFile;

    private RepositoryStock(string store, IReadOnlyList<FetchItem> items, IReadOnlyList<SetSighting> found)
    {
        Store = store;
        Items = items;
        _byFile = items.ToDictionary(item => PathIdentity.Key(item.File), StringComparer.Ordinal);
        Sightings = [.. items.Where(item => item.Manifest is not null).SelectMany(item => SetSighting.InRepository(item.Manifest!, item.File)), .. found];
    }

    /// <summary>Name of the store.</summary>
    public string Store { get; }

    /// <summary>All media files.</summary>
    public IReadOnlyList<FetchItem> Items { get; }

    /// <summary>Their sets, as if they were fetched already.</summary>
    public IReadOnlyList<SetSighting> Sightings { get; }

    /// <summary>The stock of each store, by its name.</summary>
    /// <param name="folder">Folder that files would be fetched to.</param>
    /// <param name="targets">What was found on each target, the preferred first.</param>
    public static IReadOnlyList<RepositoryStock> Of(string folder, IReadOnlyList<(string Target, RepositoryContents Contents)> targets) =>
    [
        .. targets
            .SelectMany(one => one.Contents.Media.Select(media => (one.Target, Media: media)))
            .GroupBy(one => one.Media.Store, StringComparer.OrdinalIgnoreCase)
            .OrderBy(store => store.Key, StringComparer.OrdinalIgnoreCase)
            .Select(store => new RepositoryStock(store.Key, Merge(folder, store), found: [])),
    ];

    /// <summary>The same with sets that were found in files which no manifest describes.</summary>
    public RepositoryStock With(IReadOnlyList<SetSighting> found) => new(Store, Items, found);

    /// <summary>The item that a path of a sighting stands for.</summary>
    public FetchItem ItemAt(string file) => _byFile[PathIdentity.Key(file)];

    private static List<FetchItem> Merge(string folder, IEnumerable<(string Target, RepositoryMedia Media)> all)
    {
        var items = new List<FetchItem>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var same in all.GroupBy(one => Content(one.Target, one.Media)))
        {
            (_, RepositoryMedia first) = same.First();
            string file = LocalPath(folder, first.Path);
            if (!taken.Add(PathIdentity.Key(file)))
            {
                // Another target has other content by that name, or the names differ by case alone.
                file = LocalPath(folder, RepositoryLayout.Beside(first.Path, first.Manifest is { } known ? RepositoryLayout.IdOf(known) : "0000000000000000"));
                if (!taken.Add(PathIdentity.Key(file)))
                    continue;
            }

            items.Add(new FetchItem
            {
                Manifest = first.Manifest is { } manifest ? manifest with { Media = manifest.Media with { Path = file } } : null,
                Length = first.Length,
                File = file,
                Sources = [.. same.Select(one => new FetchSource(one.Target, one.Media.Path, one.Media.ModifiedAt))],
            });
        }

        return items;
    }

    /// <summary>By its hash; what nobody hashed is only the same file where it is the same place.</summary>
    private static (string Content, long Length) Content(string target, RepositoryMedia media) =>
        (media.Manifest?.Sha256 ?? $"{target}/{media.Path}", media.Length);

    /// <summary>Every name was found plain when it was listed: none leads elsewhere, on no system.</summary>
    private static string LocalPath(string folder, TargetPath path) => Path.Combine([folder, .. path.Names]);
}
