using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Repositories;

/// <summary>
/// Which folders of a repository are looked into. By the names of the folders alone: one whose name is cut may be anybody's, and is looked into.
/// </summary>
internal sealed record RepositoryFilter
{
    /// <summary>Name of the store; null for all.</summary>
    public string? Store { get; init; }

    /// <summary>Instance that took the backups, as they name it; null for any.</summary>
    public string? Instance { get; init; }

    /// <summary>Names of databases; <c>*</c> and <c>?</c> are wildcards. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Whether a folder's name is that of a wanted store.</summary>
    public bool TakesStore(string text) => FileNameText.IsCut(text)
        ? Store is null || FileNameText.IsFor(text, Store)
        : Takes(text, name => Store is null || string.Equals(name, Store, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a folder's name is that of a wanted instance. A hyphen stands for one that nobody named.</summary>
    public bool TakesInstance(string text) => Takes(text, name => Instance is null || string.Equals(name, Instance, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a folder's name is that of a wanted database.</summary>
    public bool TakesDatabase(string text) => Takes(text, name => NameComparer.AnyInstance.MatchesAny(name, Databases));

    private static bool Takes(string text, Predicate<string> isWanted) => FileNameText.IsCut(text) || (FileNameText.NameOf(text) is { } name && isWanted(name));
}
