using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Folders in which no backup was found: an empty or unmounted one is no proof of a backup.</summary>
internal static class EmptyPaths
{
    /// <param name="looked">What was looked into.</param>
    /// <param name="found">All that was found in it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<IReadOnlyList<string>> AmongAsync(IReadOnlyList<string> looked, FolderTree found, CancellationToken cancellationToken)
    {
        var empty = new List<string>();
        foreach (string path in looked.Where(path => !found.Holds(path)))
        {
            // What lies in it may have been found under another name, behind a link.
            if (!await MediaSurvey.LookAsync([path], cancellationToken).AnyAsync(cancellationToken))
                empty.Add(path);
        }

        return empty;
    }
}
