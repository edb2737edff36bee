using System.Globalization;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>Folders of expected media in which a rebuild saw nothing at all: they are gone, or empty, or on a disk that is not mounted.</summary>
/// <param name="unseen">What becomes of the media in them.</param>
internal sealed class UnseenFolders(UnseenMedia unseen)
{
    private readonly SortedDictionary<string, int> _kept = new(StringComparer.Ordinal);

    /// <summary>Whether something that was named is not there: nothing in it could be read, as there is nothing.</summary>
    public static bool IsGone(string path) => !Path.Exists(path);

    /// <summary>Whether a media file that was not found may be forgotten.</summary>
    public bool LetsGo(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (unseen == UnseenMedia.Forgotten || StrayFiles.AreNotAllIn(folder))
            return true;

        _kept[folder] = _kept.GetValueOrDefault(folder) + 1;
        return false;
    }

    /// <summary>The problems of a survey with those of what was kept. A folder that was named and is gone is no problem where it was to be forgotten, and is told once.</summary>
    public IReadOnlyList<RebuildProblem> Join(IEnumerable<RebuildProblem> problems) =>
    [
        .. problems.Where(problem => !IsGone(problem.Path) || (unseen == UnseenMedia.Kept && !_kept.ContainsKey(Path.TrimEndingDirectorySeparator(Path.GetFullPath(problem.Path))))),
        .. _kept.Select(one => new RebuildProblem(
            one.Key,
            new PosBackupException(
                ErrorCode.BackupSetNotFound,
                string.Create(CultureInfo.InvariantCulture, $"{one.Key} is {(IsGone(one.Key) ? "not there" : "empty")}, and the catalog expects {one.Value} media files in it: they stay expected"),
                "Mount the disk, or check the path. If they are gone for good, 'posbackup catalog forget' tells what is lost with them, and --forget forgets them."),
            IsUnread: true)),
    ];
}
