using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>sets/list</c>: backup sets that the catalog expects, that are in files, or that lie on targets.</summary>
internal static class SetMethods
{
    private const string StoreHint = "check the name; without a store those of all are listed";

    public static IReadOnlyList<Method> All { get; } = [Method.Of("sets/list", ServeJson.Default.SetListParams, ListAsync, ServeJson.Default.SetListAnswer)];

    private static Task<SetListAnswer> ListAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        SetSource source = asked.Source ?? SetSource.Catalog;
        RefuseStray(asked, source);
        return source switch
        {
            SetSource.Files => InFilesAsync(asked, request, cancellationToken),
            SetSource.Targets => OnTargetsAsync(asked, request, cancellationToken),
            _ => InCatalogAsync(asked, request, cancellationToken),
        };
    }

    /// <summary>What means nothing beside a source is refused by name: what is taken silently is believed to work. Which sets are wanted can be said of every source.</summary>
    private static void RefuseStray(SetListParams asked, SetSource source)
    {
        (string Name, bool IsGiven, SetSource For)[] properties =
        [
            ("missing", asked.Missing is not null, SetSource.Catalog),
            ("catalog", asked.Catalog is not null, SetSource.Catalog),
            ("paths", asked.Paths is not null, SetSource.Files),
            ("listed", asked.Listed is not null, SetSource.Files),
            ("targets", asked.Targets is not null, SetSource.Targets),
            ("store", asked.Store is not null, SetSource.Targets),
            ("targetsFile", asked.TargetsFile is not null, SetSource.Targets),
        ];
        foreach ((string name, _, SetSource its) in properties.Where(property => property.IsGiven && property.For != source))
            throw ParamsReader.Wrong($"'{name}' is for sets {Where(its)}, not for those {Where(source)}", $"leave it out, or ask for sets {Where(its)}");
    }

    private static string Where(SetSource source) => source switch
    {
        SetSource.Files => "in files",
        SetSource.Targets => "at targets",
        _ => "in the catalog",
    };

    private static async Task<SetListAnswer> InCatalogAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        BackupCatalog catalog = CatalogLocation.Require(asked.Catalog);
        CatalogFilter filter = asked.Filter();
        var sought = new SoughtSets(filter);
        foreach (CatalogedDatabase known in catalog.Databases())
            sought.See(known.Name, known.Instance);

        IReadOnlyList<CatalogEntry> wanted = catalog.List(filter);
        foreach (CatalogEntry entry in wanted)
            sought.Take(entry.Set);

        return await AnswerAsync(ListedSets.InCatalog(wanted, asked.Missing is true), sought.Missed($"in the catalog {catalog.Path}", isWhole: true, request), request, cancellationToken);
    }

    private static async Task<SetListAnswer> InFilesAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> named = ParamsReader.Required(ParamsReader.NotEmpty(asked.Paths, "paths"), "paths");
        IReadOnlyList<string> paths = ListedPaths.Media(named, asked.Listed, request);
        if (paths.Count == 0 && ListedPaths.NoMedia(named).Error is var nothing)
            request.Warn(nothing.Message, nothing.Hint);

        var sought = new SoughtSets(asked.Filter());
        var files = new FolderTree([]);
        var found = new List<SurveyedMedia>();
        var problems = new List<PathProblem>();
        bool isWhole = true;
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(paths, cancellationToken))
        {
            files.Add(media.Path);
            isWhole &= media.Error is null;
            if (media.ManifestProblem is { } outdated)
                request.Warn(outdated.Message, outdated.Hint, outdated.Code);
            if (media.Error is { } error)
                problems.Add(new PathProblem(media.Path, ErrorJson.Of(error)));
            else if (media.Inspection!.Media.Container == MediaContainer.Unknown)
                problems.Add(new PathProblem(media.Path, NoBackup(media)));
            else
                found.Add(media);
        }

        foreach (string empty in await EmptyPaths.AmongAsync(paths, files, cancellationToken))
            request.Warn($"there is no backup in {empty}", "see whether its disk is mounted, and check the path");

        ListedSet[] sets = ListedSets.InFiles(found, sought.Takes);
        return await AnswerAsync(sets, [.. problems, .. sought.Missed($"in {ListedPaths.Some(named)}", isWhole, request)], request, cancellationToken);
    }

    private static ErrorJson NoBackup(SurveyedMedia media) => new(
        EnumName.Of(ErrorCode.MediaMismatch),
        $"{media.Path}: {(media.Inspection!.Findings is [var finding, ..] ? finding.Message : "it is no SQL Server backup")}",
        "leave it out, or name the folder of the backups");

    private static async Task<SetListAnswer> OnTargetsAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        SetFilter filter = asked.Filter();
        var sought = new SoughtSets(filter) { SeesAllInstances = filter.Databases.Count == 0 };
        var listing = new RepositoryListing(TargetAccess.Registry(file, request.Secrets));
        var problems = new List<PathProblem>();
        int count = 0;
        bool isWhole = true;
        IReadOnlyList<TargetDefinition> targets = file.Named(ParamsReader.NotEmpty(asked.Targets, "targets"), (name, error) => problems.Add(new PathProblem(name, ErrorJson.Of(error))));
        if (targets.Count == 0 && problems.Count > 0)
            return new SetListAnswer(Count: 0, problems);

        request.Warn(store, targets);
        foreach (TargetDefinition target in targets)
        {
            try
            {
                ListedRepository found = await listing.LookAsync(target, asked.Store, filter.Databases, request.Observer, cancellationToken);
                foreach (SyncNote problem in found.Problems)
                    request.Tell(problem);

                isWhole &= found.IsWhole;
                count += (await AnswerAsync(ListedSets.OnTarget(found, sought.Takes), [], request, cancellationToken)).Count;
            }
            catch (PosBackupException e)
            {
                problems.Add(new PathProblem(target.Name, ErrorJson.Of(e)));
            }
        }

        // A target that could not be looked at may have them, and so may a file there of which nothing tells.
        isWhole &= problems.Count == 0;
        string where = $"at {string.Join(", ", targets.Select(target => target.Name))}";
        IReadOnlyList<PathProblem> missed = sought.Missed(asked.Store is null ? where : $"{where} of the store {asked.Store}", isWhole, request);
        problems.AddRange(missed);
        if (missed.Count > 0 || sought.AreAnySeen || asked.Store is not { } missing)
            return new SetListAnswer(count, problems);

        if (isWhole)
            problems.Add(new PathProblem(missing, ErrorJson.Of(NoStore(missing, where))));
        else
            request.Warn($"no set of the store {missing} was seen {where}", StoreHint);

        return new SetListAnswer(count, problems);
    }

    private static PosBackupException NoStore(string store, string where) => new(ErrorCode.BackupSetNotFound, $"no set of the store {store} that was asked for lies {where}", StoreHint);

    private static async Task<SetListAnswer> AnswerAsync(ListedSet[] sets, IReadOnlyList<PathProblem> problems, ServedRequest request, CancellationToken cancellationToken)
    {
        foreach (ListedSet set in sets)
            await request.RecordAsync("backupSet", set, ServeJson.Default.ListedSet, cancellationToken);

        return new SetListAnswer(sets.Length, problems);
    }
}
