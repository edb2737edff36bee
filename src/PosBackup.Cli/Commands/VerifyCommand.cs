using System.CommandLine;
using System.Globalization;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup verify</c>: proves media files without a server, and misses those that are gone.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string[]> Paths = MediaPaths.Argument();

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Of compressed files check only the checksums of the stored pieces, not the pages inside",
    };

    private static readonly Option<int?> Parallelism = new("--parallelism") { Description = "Cores for decompression, 1 to 64 (default: all of the machine)", HelpName = "n" };

    private static readonly Option<bool> Record = new("--record")
    {
        Description = "Write the proof into the manifest beside each file, made when missing, and into the catalog; without it nothing is written",
    };

    private static readonly Option<bool> AllowNotChecked = new("--allow-not-checked")
    {
        Description = "Exit code 0 also when a file could not be checked (encrypted without a manifest, or of an unknown form); without it such a file counts as failed. A set that lacks a stripe fails always",
    };

    public static Command Create()
    {
        var command = new Command(
            "verify",
            "Verify backup files without a server (level L1): structure, checksums, completeness. With a manifest beside a file also whether its bytes are those that were written (L0). Files that the catalog expects in these folders and that are gone are reported. Exit code 0 only when every file is intact.")
        {
            Paths, Quick, Parallelism, Record, AllowNotChecked, SharedOptions.Catalog,
        };
        command.Excludes(Quick, Parallelism, "it decompresses nothing");
        command.Does(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        string[] paths = parsed.GetValue(Paths)!;
        var options = new VerifyOptions
        {
            Compressed = parsed.GetValue(Quick) ? CompressedDepth.Quick : CompressedDepth.Full,
            Parallelism = parsed.GetValue(Parallelism) ?? new VerifyOptions().Parallelism,
        };
        options.Validate();
        var results = new VerifyResults(screen, parsed.GetValue(AllowNotChecked));
        var surveyed = new Dictionary<string, SurveyedMedia>(StringComparer.Ordinal);
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(paths, cancellationToken))
        {
            if (media.Error is { } error)
                results.Add(media.Path, error);
            else
                surveyed.Add(media.Path, media);
        }

        foreach (string gone in Gone(parsed, screen, paths))
            results.Add(gone, new PosBackupException(ErrorCode.BackupSetNotFound, $"{gone} is in the catalog and gone from the disk", "restore it from another copy, or run 'posbackup catalog rebuild' on its folder to stop expecting it"));

        BackupCatalog? record = parsed.GetValue(Record) ? SharedOptions.CatalogOf(parsed) : null;
        await ProgressDisplay.RunAsync(screen, async observer =>
        {
            foreach (MediaSetFiles mediaSet in MediaGrouping.Group(surveyed.Values.Select(media => media.Inspection!)))
            {
                string[] stripes = [.. mediaSet.Stripes.Select(stripe => stripe.Media.Path)];
                SurveyedMedia[] files = [.. stripes.Select(stripe => surveyed[stripe])];
                await VerifyAsync(files, stripes, options, record, results, observer, cancellationToken);
            }
        });
        return results.Finish(paths);
    }

    private static async Task VerifyAsync(
        SurveyedMedia[] files, string[] stripes, VerifyOptions options, BackupCatalog? record, VerifyResults results, IOperationObserver observer, CancellationToken cancellationToken)
    {
        var operation = new Operation("verify", stripes.Length == 1 ? stripes[0] : string.Create(CultureInfo.InvariantCulture, $"{stripes[0]} and {stripes.Length - 1} more"));
        observer.Started(operation);
        try
        {
            var progress = new ObservedProgress(observer, operation);
            VerificationReport report = ManifestComparison.Compare(await MediaVerifier.VerifyAsync(stripes, options, progress, cancellationToken), files);
            results.Add(report);
            if (record is not null && report.Media.Any(media => media.Container != MediaContainer.Unknown))
                await RecordAsync(ManifestComparison.Recorded(report, files, TimeProvider.System.GetUtcNow()), record, cancellationToken);
        }
        catch (PosBackupException e)
        {
            foreach (string stripe in stripes)
                results.Add(stripe, e);
        }
        finally
        {
            observer.Finished(operation);
        }
    }

    private static async Task RecordAsync(IReadOnlyList<Manifest> manifests, BackupCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (Manifest manifest in manifests)
            await ManifestStore.WriteAsync(manifest.Media.Path, manifest, cancellationToken);

        catalog.Record(manifests);
    }

    /// <summary>Expected minus found. A catalog that is missing expects nothing; one that cannot be used is said and stops nothing.</summary>
    private static string[] Gone(ParseResult parsed, Screen screen, string[] paths)
    {
        BackupCatalog catalog = SharedOptions.CatalogOf(parsed);
        try
        {
            return [.. catalog.List(new CatalogFilter { Under = paths }).Where(entry => entry.Presence == MediaPresence.Missing).Select(entry => entry.Path).Distinct(StringComparer.Ordinal)];
        }
        catch (PosBackupException e)
        {
            screen.Warn($"files that are gone cannot be told: {e.Message}", e.Hint);
            return [];
        }
    }
}
