using System.Globalization;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>Folders of expected media in which a rebuild saw nothing at all: they are gone, or empty, or on a disk that is not mounted. What is expected in them stays so.</summary>
internal sealed class UnseenFolders
{
    private readonly SortedDictionary<string, List<string>> _kept = new(StringComparer.Ordinal);

    /// <summary>The media files that stay expected.</summary>
    public IReadOnlyList<string> Kept => [.. _kept.SelectMany(folder => folder.Value)];

    /// <summary>Whether something that was named is not there: nothing in it could be read, as there is nothing.</summary>
    public static bool IsGone(string path) => !Path.Exists(path);

    /// <summary>Whether a media file that was not found may be forgotten.</summary>
    public bool LetsGo(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (StrayFiles.AreNotAllIn(folder))
            return true;

        if (!_kept.TryGetValue(folder, out List<string>? kept))
            _kept.Add(folder, kept = []);
        kept.Add(path);
        return false;
    }

    /// <summary>The problems of a survey with those of what was kept. A folder that was named and is gone is told once.</summary>
    public IReadOnlyList<RebuildProblem> Join(IEnumerable<RebuildProblem> problems) =>
    [
        .. problems.Select(problem => problem with { IsUnseen = IsGone(problem.Path) }).Where(problem => !problem.IsUnseen || !_kept.ContainsKey(Path.TrimEndingDirectorySeparator(Path.GetFullPath(problem.Path)))),
        .. _kept.Select(one => new RebuildProblem(
            one.Key,
            new PosBackupException(
                ErrorCode.BackupSetNotFound,
                string.Create(CultureInfo.InvariantCulture, $"{one.Key} is {(IsGone(one.Key) ? "not there" : "empty")}, and the catalog expects {CountText.Of(one.Value.Count, "media file in it: it stays", "media files in it: they stay")} expected"),
                "Mount the disk, or check the path. If they are gone for good, 'posbackup catalog forget' tells what is lost with them before it asks, and --forget tells it and forgets them."),
            IsUnread: true) { IsUnseen = true }),
    ];
}
