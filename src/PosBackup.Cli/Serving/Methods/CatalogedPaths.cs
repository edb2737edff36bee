using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Paths of what is to be shipped: one that is mistyped, or foreign, keeps no other from it.</summary>
/// <param name="Known">Those in which the catalog knows media files.</param>
/// <param name="Problems">The others, unless somebody listed them and they are no media; where all are such, the listing as a whole.</param>
internal sealed record CatalogedPaths(IReadOnlyList<string> Known, IReadOnlyList<PathProblem> Problems)
{
    public static async Task<CatalogedPaths> OfAsync(BackupCatalog catalog, IReadOnlyList<string> paths, bool? areListed, ServedRequest request, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return new CatalogedPaths([], []);

        var known = new FolderTree(catalog.MediaPaths());
        var found = new List<string>();
        var problems = new List<PathProblem>();
        foreach (string path in ListedPaths.Media(paths, areListed, request))
        {
            if (known.Holds(path))
                found.Add(path);
            else if (areListed is true && File.Exists(path) && !await IsMediaAsync(path, cancellationToken))
                request.Say(MessageLevel.Verbose, $"{path} is no media file and is passed over");
            else
                problems.Add(new PathProblem(path, ErrorJson.Of(Unknown(catalog, path))));
        }

        if (found.Count == 0 && problems.Count == 0)
            problems.Add(ListedPaths.NoMedia(paths));
        return new CatalogedPaths(found, problems);
    }

    private static PosBackupException Unknown(BackupCatalog catalog, string path) => new(
        ErrorCode.BackupSetNotFound, $"the catalog {catalog.Path} knows no media file in {path}", "Check the path; 'posbackup list' shows what there is, 'posbackup catalog rebuild' looks into a folder.");

    private static async Task<bool> IsMediaAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync([path], cancellationToken))
            return media.Inspection is not { Media.Container: MediaContainer.Unknown };

        return false;
    }
}
