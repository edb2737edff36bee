namespace PosBackup.PowerShell.Pipeline;

/// <summary>Where backups are read: at targets, in files and folders at hand, or wherever the catalog and the history of the instance have them.</summary>
internal sealed class BackupPlace
{
    /// <summary>Files and folders; none where they are not named.</summary>
    public IReadOnlyList<string> Paths { get; private set; } = [];

    /// <summary>Targets; none for backups at hand.</summary>
    public IReadOnlyList<string> Targets { get; private set; } = [];

    /// <summary>The store whose backups are meant; null for this one.</summary>
    public string? Store { get; private set; }

    /// <summary>The same for places that are read in one go: files come from wherever they lie, but a copy at one target proves nothing of that at another.</summary>
    public string Key => Targets.Count > 0 ? string.Join("\n", Targets.Prepend(Store ?? "")) : Paths.Count > 0 ? "files" : "";

    /// <summary>What was typed.</summary>
    public static BackupPlace Typed(string[]? paths, string[]? targets, string? store) => new() { Paths = paths ?? [], Targets = targets ?? [], Store = store };

    /// <summary>At targets.</summary>
    public static BackupPlace At(string[] targets, string? store) => new() { Targets = targets, Store = string.IsNullOrEmpty(store) ? null : store };

    /// <summary>In files and folders: all sets of one listing share one list of very many.</summary>
    public static BackupPlace In(IReadOnlyList<string> paths) => new() { Paths = paths };

    /// <summary>One place of those with the same key.</summary>
    public static BackupPlace Of(IReadOnlyCollection<BackupPlace> places) => places.Count > 1 && places.First() is { Targets.Count: 0 }
        ? In([.. places.Select(place => place.Paths).Distinct().SelectMany(paths => paths).Distinct(StringComparer.Ordinal)])
        : places.First();
}
