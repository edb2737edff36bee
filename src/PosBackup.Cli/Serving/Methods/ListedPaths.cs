using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Paths of media that a client may have got by listing a folder. Nobody meant the manifests among them.</summary>
internal static class ListedPaths
{
    /// <param name="paths">Files and folders.</param>
    /// <param name="areListed">Whether somebody listed them, and named none.</param>
    /// <param name="request">Is told of what is passed over.</param>
    public static IReadOnlyList<string> Media(IReadOnlyList<string> paths, bool? areListed, ServedRequest request)
    {
        if (areListed is not true)
            return paths;

        var media = new List<string>();
        foreach (string path in paths)
        {
            if (MediaSurvey.IsOurs(path) && !Directory.Exists(path))
                request.Say(MessageLevel.Verbose, $"{path} is no media file and is passed over: PosBackup wrote it beside one");
            else
                media.Add(path);
        }

        return media;
    }
}
