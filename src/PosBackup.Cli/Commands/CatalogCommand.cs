using System.CommandLine;
using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Forgetting;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup catalog</c>: makes the catalog anew from the files, or forgets files that are gone for good.</summary>
internal static class CatalogCommand
{
    private static readonly Option<bool> Forget = new("--forget") { Description = "Also stop expecting what lay in folders that are gone or empty; without it they may be on a disk that is not mounted, and what is expected there is kept and told" };

    public static Command Create() => new("catalog", "Work on the local catalog, an index of backup files that can always be made anew.") { CreateRebuild(), CatalogForgetCommand.Create() };

    private static Command CreateRebuild()
    {
        var folders = new Argument<string[]>("folder") { Description = "Folders, searched with their subfolders", Arity = ArgumentArity.OneOrMore };
        var command = new Command(
            "rebuild",
            "Make the catalog of these folders anew, from the manifests and, where there is none, from the backup files. What is gone from these folders is no longer expected; what lies elsewhere stays, and so does what lay in a folder that is gone or empty, unless --forget is given. Files that are cut off, or are no backups though their names say so, are told and fail it. A damaged catalog is set aside first.")
        {
            folders, Forget, SharedOptions.Catalog,
        };
        command.Does((parsed, screen, cancellationToken) => RebuildAsync(
            SharedOptions.CatalogOf(parsed), parsed.GetValue(folders)!, parsed.GetValue(Forget), screen, cancellationToken));
        return command;
    }

    private static async Task<int> RebuildAsync(BackupCatalog catalog, string[] folders, bool isForgetting, Screen screen, CancellationToken cancellationToken)
    {
        CatalogRebuild rebuild = await catalog.RebuildAsync(folders, cancellationToken);
        IReadOnlyList<string> dropped = rebuild.Dropped;
        if (isForgetting)
            rebuild = await ForgetAsync(catalog, rebuild, screen, cancellationToken);
        if (rebuild.SetAside is { } aside)
            screen.Warn($"the catalog was damaged and is now {aside}", hint: "delete it when nobody needs it");
        if (rebuild.SetAside is not null && HoldStore.Beside(catalog) is { Exists: false } holds)
            screen.Warn($"there is no {holds.Path}, and the damaged catalog cannot tell whether there was one", "if sets were on hold, bring the file back or put the holds anew before the next 'posbackup expire'");
        foreach (RebuildProblem problem in rebuild.Problems)
            Complain(problem, screen);
        foreach (string path in dropped)
            screen.Line($"no longer expected: {path}");

        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{CountText.Of(rebuild.Media, "media file")} with {CountText.Of(rebuild.Sets, "backup set")} in {catalog.Path}, {rebuild.FromManifests} by their manifest, {rebuild.Media - rebuild.FromManifests} by their headers"));
        screen.Document(RebuildJson.Of(catalog.Path, rebuild), CliJson.Default.RebuildJson);

        int unread = rebuild.Problems.Count(problem => problem.IsUnread);
        return ExitCode.Of(rebuild.Media, unread);
    }

    /// <summary>As <c>catalog forget</c> does it: what is lost is told, and the log tells what is forgotten.</summary>
    private static async Task<CatalogRebuild> ForgetAsync(BackupCatalog catalog, CatalogRebuild rebuild, Screen screen, CancellationToken cancellationToken)
    {
        rebuild = rebuild with { Problems = [.. rebuild.Problems.Where(problem => !problem.IsUnseen)] };
        if (rebuild.Unseen.Count == 0)
            return rebuild;

        var runner = new ForgetRunner(catalog, AuditLog.Beside(catalog));
        ForgetPlan plan = runner.Plan(rebuild.Unseen);
        CatalogForgetCommand.Tell(plan, screen);
        IReadOnlyList<Manifest> forgotten = await runner.RunAsync(plan, cancellationToken);
        return rebuild with { Dropped = [.. rebuild.Dropped, .. forgotten.Select(manifest => manifest.Media.Path)], Unseen = [] };
    }

    private static void Complain(RebuildProblem problem, Screen screen)
    {
        if (problem.IsUnread)
            screen.Error(problem.Error.Message, problem.Error.Hint);
        else
            screen.Warn(problem.Error.Message, problem.Error.Hint);
    }
}
