using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Folders in which no backup was found: an empty or unmounted one is no proof of a backup.</summary>
internal static class EmptyPaths
{
    /// <param name="asked">What the client named.</param>
    /// <param name="looked">What of it was looked into.</param>
    /// <param name="found">All that was found in it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<IReadOnlyList<string>> AmongAsync(IReadOnlyList<string> asked, IReadOnlyList<string> looked, FolderTree found, CancellationToken cancellationToken)
    {
        if (looked.Count == 0)
            return asked;

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
