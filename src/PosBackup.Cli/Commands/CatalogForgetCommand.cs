using System.CommandLine;
using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Forgetting;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup catalog forget</c>: stops expecting what lay on a disk that is gone for good.</summary>
internal static class CatalogForgetCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be forgotten, and which sets would have no copy left, and change nothing" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Forget without asking" };

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, or folders with all below them", Arity = ArgumentArity.OneOrMore };
        var command = new Command(
            "forget",
            "Stop expecting backup files that are gone for good, with the disk that they lay on. Until then nothing that could build on them expires, for the disk may come back. No file is touched, files that are there stay expected, and so do copies on targets; sets that lose their last copy by it are told before you are asked. It is written into the log of what was removed.")
        {
            paths, DryRun, Yes, SharedOptions.Catalog,
        };
        command.Does((parsed, screen, cancellationToken) => RunAsync(parsed, parsed.GetValue(paths)!, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] paths, Screen screen, CancellationToken cancellationToken)
    {
        bool isDry = parsed.GetValue(DryRun);
        BackupCatalog catalog = CatalogLocation.Require(parsed.GetValue(SharedOptions.Catalog), ", so nothing is expected that could be forgotten");
        var runner = new ForgetRunner(catalog, AuditLog.Beside(catalog));
        ForgetPlan plan = runner.Plan(paths);
        Tell(plan, screen);
        if (!isDry)
        {
            Confirm(plan, parsed.GetValue(Yes));
            plan = plan with { Media = await runner.RunAsync(plan, cancellationToken) };
        }

        screen.Line(isDry ? "dry run: nothing was changed" : string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(plan.Media.Count, "media file is", "media files are")} no longer expected by {catalog.Path}"));
        screen.Document(ForgetJson.Of(catalog.Path, isDry, plan), CliJson.Default.ForgetJson);
        return ExitCode.Done;
    }

    /// <summary>What is gone, and what that means.</summary>
    public static void Tell(ForgetPlan plan, Screen screen)
    {
        foreach (Manifest manifest in plan.Media)
            screen.Line($"gone: {manifest.Media.Path}");
        if (plan.There.Count > 0)
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(plan.There.Count, "other media file there is not gone, and stays", "other media files there are not gone, and stay")} expected"));
        foreach (OnlyCopies only in plan.OnlyCopies)
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(only.Sets, "of the sets has", "of the sets have")} nothing but copies on {only.Target}, last proven {only.ProvenAt:yyyy-MM-dd HH:mmK} or later"));
        foreach (BackupSet set in plan.Lost)
            screen.Warn($"no other copy is known of the {EnumName.Of(set.Kind)} of {set.Database} of {set.FinishedAt ?? set.StartedAt}, set {set.SetGuid}", hint: null);
        foreach (BackupSet set in plan.Stranded)
            screen.Warn($"the {EnumName.Of(set.Kind)} of {set.Database} of {set.FinishedAt ?? set.StartedAt}, set {set.SetGuid}, builds on what is lost, and cannot be restored without it", hint: null);
        if (plan.Lost.Count > 0)
            screen.Warn(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(plan.Lost.Count, "set is", "sets are")} lost with what is forgotten"), "take a new full backup of their databases; what builds on them cannot be restored");
    }

    private static void Confirm(ForgetPlan plan, bool isYes)
    {
        if (isYes)
            return;
        if (!Terminal.IsThere)
            throw new PosBackupException(ErrorCode.InvalidOption, "nobody can be asked whether to forget them; nothing was changed", "give --yes, or look first with --dry-run");
        if (!Terminal.Confirm(string.Create(CultureInfo.InvariantCulture, $"Forget {CountText.Of(plan.Media.Count, "media file")} for good?")))
            throw new PosBackupException(ErrorCode.Cancelled, "not forgotten; nothing was changed", hint: null);
    }
}
