using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Paths of media that a client may have got by listing a folder. Nobody meant the manifests among them.</summary>
internal static class ListedPaths
{
    /// <summary>The same for a list that stands for all where it is left out: what a listing brings is none of that.</summary>
    public static IReadOnlyList<string>? Sources(IReadOnlyList<string>? from, bool? areListed, ServedRequest request) => from is not { Count: > 0 } ? from
        : Media(from, areListed, request) is { Count: > 0 } media ? media
        : throw ParamsReader.Wrong("'from' names nothing but what PosBackup wrote beside media", "name the media files, or their folder");

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

    /// <summary>A listing in which all was passed over is told as one: each of it is nothing that anybody named.</summary>
    public static PathProblem NoMedia(IReadOnlyList<string> paths) => new(
        paths[0], ErrorJson.Of(new PosBackupException(ErrorCode.BackupSetNotFound, $"nothing of what was listed is backup media: {Some(paths)}", "Name the media files, or their folder.")));

    /// <summary>What a person is told of paths that may be very many.</summary>
    public static string Some(IReadOnlyList<string> paths) => string.Create(CultureInfo.InvariantCulture, $"{paths[0]}{(paths.Count > 1 ? $" and {paths.Count - 1} more" : "")}");
}
