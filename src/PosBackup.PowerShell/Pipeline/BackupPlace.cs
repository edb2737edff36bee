namespace PosBackup.PowerShell.Pipeline;

/// <summary>Where backups are read: at targets, in files and folders at hand, or wherever the catalog and the history of the instance have them.</summary>
/// <param name="paths">Files and folders, by their whole paths; none where they are not named.</param>
/// <param name="areListed">Whether the paths are of a listing: then nobody has named what lies beside backups.</param>
/// <param name="targets">Targets; none for backups at hand.</param>
/// <param name="store">The store whose backups are meant; null or empty for this one.</param>
internal sealed class BackupPlace(IReadOnlyList<string> paths, bool areListed, IReadOnlyList<string> targets, string? store)
{
    public IReadOnlyList<string> Paths { get; } = paths;

    public bool AreListed { get; } = areListed;

    public IReadOnlyList<string> Targets { get; } = targets;

    public string? Store { get; } = string.IsNullOrEmpty(store) ? null : store;

    /// <summary>The same for places that are read in one go: files come from wherever they lie, but a copy at one target proves nothing of that at another.</summary>
    public string Key => Targets.Count > 0 ? string.Join("\n", Targets.Prepend(Store ?? "")) : Paths.Count > 0 ? "files" : "";

    /// <summary>At targets.</summary>
    public static BackupPlace At(IReadOnlyList<string> targets, string? store) => new([], areListed: false, targets, store);

    /// <summary>In files and folders that a listing found: all sets of one share one list of very many.</summary>
    /// <param name="paths">By their whole paths.</param>
    /// <param name="store">What was typed: without a target it is an error and nothing to pass over.</param>
    public static BackupPlace In(IReadOnlyList<string> paths, string? store) => new(paths, areListed: true, [], store);

    /// <summary>One place of those with the same key; a store without a target stays in it, as that is an error and nothing to pass over.</summary>
    public static BackupPlace Of(IReadOnlyCollection<BackupPlace> places) => places.Count > 1 && places.First() is { Targets.Count: 0 } first
        ? new([.. places.Select(place => place.Paths).Distinct().SelectMany(paths => paths).Distinct(StringComparer.Ordinal)], places.Any(place => place.AreListed), [], first.Store)
        : places.First();
}
