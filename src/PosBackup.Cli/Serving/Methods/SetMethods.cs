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
    public static IReadOnlyList<Method> All { get; } = [Method.Of("sets/list", ServeJson.Default.SetListParams, ListAsync, ServeJson.Default.SetListAnswer)];

    private static Task<SetListAnswer> ListAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        SetSource source = asked.Source ?? SetSource.Catalog;
        RefuseStray(asked, source);
        return source switch
        {
            SetSource.Files => InFilesAsync(ParamsReader.Required(ParamsReader.NotEmpty(asked.Paths, "paths"), "paths"), asked.Listed, request, cancellationToken),
            SetSource.Targets => OnTargetsAsync(asked, request, cancellationToken),
            _ => InCatalogAsync(asked, request, cancellationToken),
        };
    }

    /// <summary>What means nothing beside a source is refused by name: what is taken silently is believed to work.</summary>
    private static void RefuseStray(SetListParams asked, SetSource source)
    {
        (string Name, bool IsGiven, SetSource[] For)[] properties =
        [
            ("databases", asked.Databases is not null, [SetSource.Catalog, SetSource.Targets]),
            ("instance", asked.Instance is not null, [SetSource.Catalog]),
            ("kind", asked.Kind is not null, [SetSource.Catalog]),
            ("since", asked.Since is not null, [SetSource.Catalog]),
            ("missing", asked.Missing is not null, [SetSource.Catalog]),
            ("catalog", asked.Catalog is not null, [SetSource.Catalog]),
            ("paths", asked.Paths is not null, [SetSource.Files]),
            ("listed", asked.Listed is not null, [SetSource.Files]),
            ("targets", asked.Targets is not null, [SetSource.Targets]),
            ("store", asked.Store is not null, [SetSource.Targets]),
            ("targetsFile", asked.TargetsFile is not null, [SetSource.Targets]),
        ];
        foreach ((string name, _, SetSource[] sources) in properties.Where(property => property.IsGiven && !property.For.Contains(source)))
            throw ParamsReader.Wrong($"'{name}' is for 'source' {string.Join(" and ", sources.Select(EnumName.Of))}, not for {EnumName.Of(source)}");
    }

    private static async Task<SetListAnswer> InCatalogAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        BackupCatalog catalog = CatalogLocation.Require(asked.Catalog);
        var filter = new CatalogFilter { Databases = asked.Databases ?? [], Instance = asked.Instance, Kind = asked.Kind, Since = asked.Since };
        ListedSet[] sets = ListedSets.InCatalog(catalog.List(filter), asked.Missing is true);
        PathProblem[] unknown = Problems(UnknownDatabases.Among(filter.Databases, name => catalog.List(new CatalogFilter { Databases = [name] }).Count > 0, $"in the catalog {catalog.Path}"));
        foreach (string message in UnknownDatabases.Of([.. filter.Databases.Except(unknown.Select(problem => problem.Path), StringComparer.Ordinal)], name => catalog.List(filter with { Databases = [name] }).Count, "set", catalog))
            request.Warn(message, UnknownDatabases.Hint);

        return await AnswerAsync(sets, unknown, request, cancellationToken);
    }

    private static PathProblem[] Problems(IEnumerable<(string Database, PosBackupException Error)> unknown) => [.. unknown.Select(one => new PathProblem(one.Database, ErrorJson.Of(one.Error)))];

    private static async Task<SetListAnswer> InFilesAsync(IReadOnlyList<string> named, bool? areListed, ServedRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = ListedPaths.Media(named, areListed, request);
        var files = new FolderTree([]);
        var found = new List<SurveyedMedia>();
        var problems = new List<PathProblem>();
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(paths, cancellationToken))
        {
            files.Add(media.Path);
            if (media.ManifestProblem is { } outdated)
                request.Warn(outdated.Message, outdated.Hint, outdated.Code);
            if (media.Error is { } error)
                problems.Add(new PathProblem(media.Path, ErrorJson.Of(error)));
            else if (media.Inspection!.Media.Container == MediaContainer.Unknown)
                problems.Add(new PathProblem(media.Path, NoBackup(media)));
            else
                found.Add(media);
        }

        foreach (string empty in await EmptyPaths.AmongAsync(named, paths, files, cancellationToken))
            request.Warn($"there is no backup in {empty}", "see whether its disk is mounted, and check the path");

        return await AnswerAsync(ListedSets.InFiles(found), problems, request, cancellationToken);
    }

    private static ErrorJson NoBackup(SurveyedMedia media) => new(
        EnumName.Of(ErrorCode.MediaMismatch),
        $"{media.Path}: {(media.Inspection!.Findings is [var finding, ..] ? finding.Message : "it is no SQL Server backup")}",
        "leave it out, or name the folder of the backups");

    private static async Task<SetListAnswer> OnTargetsAsync(SetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        var listing = new RepositoryListing(TargetAccess.Registry(file, request.Secrets));
        var problems = new List<PathProblem>();
        var databases = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int count = 0;
        IReadOnlyList<TargetDefinition> targets = file.Named(ParamsReader.NotEmpty(asked.Targets, "targets"));
        request.Warn(store, targets);
        foreach (TargetDefinition target in targets)
        {
            try
            {
                ListedRepository found = await listing.LookAsync(target, asked.Store, asked.Databases ?? [], request.Observer, cancellationToken);
                foreach (SyncNote problem in found.Problems)
                    request.Tell(problem);

                databases.UnionWith(found.Copies.SelectMany(copy => copy.Manifest.Media.Sets).Select(set => set.Database));
                count += (await AnswerAsync(ListedSets.OnTarget(found), [], request, cancellationToken)).Count;
            }
            catch (PosBackupException e)
            {
                problems.Add(new PathProblem(target.Name, ErrorJson.Of(e)));
            }
        }

        // A target that could not be looked at may have them.
        if (problems.Count == 0)
            problems.AddRange(Missing(asked, databases, string.Join(", ", targets.Select(target => target.Name))));

        return new SetListAnswer(count, problems);
    }

    /// <summary>What was asked for by name and lies nowhere: a mistyped name is not to look like a store without backups.</summary>
    private static PathProblem[] Missing(SetListParams asked, HashSet<string> found, string targets)
    {
        PathProblem[] unknown = Problems(UnknownDatabases.Among(asked.Databases ?? [], found.Contains, $"at {targets}{(asked.Store is null ? "" : $" of the store {asked.Store}")}"));
        return unknown.Length > 0 || found.Count > 0 || asked.Store is not { } store
            ? unknown
            : [new(store, ErrorJson.Of(new PosBackupException(ErrorCode.BackupSetNotFound, $"no set of the store {store} that was asked for lies at {targets}", "check the name; without a store those of all are listed")))];
    }

    private static async Task<SetListAnswer> AnswerAsync(ListedSet[] sets, IReadOnlyList<PathProblem> problems, ServedRequest request, CancellationToken cancellationToken)
    {
        foreach (ListedSet set in sets)
            await request.RecordAsync("backupSet", set, ServeJson.Default.ListedSet, cancellationToken);

        return new SetListAnswer(sets.Length, problems);
    }
}
