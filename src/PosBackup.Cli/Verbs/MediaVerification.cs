using System.Globalization;
using PosBackup.Cli.Output;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Verbs;

/// <summary>Verifies media files, media set by media set, and misses those that the catalog expects.</summary>
/// <param name="options">How.</param>
/// <param name="catalog">Knows what is expected.</param>
/// <param name="isRecorded">Whether proofs are written beside the files and into the catalog.</param>
/// <param name="found">Takes what is found.</param>
internal sealed class MediaVerification(VerifyOptions options, BackupCatalog catalog, bool isRecorded, IVerifiedMedia found)
{
    /// <summary>What to do about a file that is expected and gone.</summary>
    public const string GoneHint = "see whether its disk is mounted; bring it back from another copy ('posbackup sync --download'), or, if it is gone for good, stop expecting it with 'posbackup catalog forget', which tells first what is lost with it";

    /// <param name="paths">Files, and folders with their subfolders.</param>
    /// <param name="observer">What the operator sees.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">InvalidOption.</exception>
    public async Task RunAsync(IReadOnlyList<string> paths, IOperationObserver observer, CancellationToken cancellationToken)
    {
        options.Validate();
        var surveyed = new Dictionary<string, SurveyedMedia>(StringComparer.Ordinal);
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(paths, cancellationToken))
        {
            if (media.Error is { } error)
                found.Add(media.Path, error);
            else
                surveyed.Add(media.Path, media);
        }

        string[] missing = Gone(paths);
        IReadOnlySet<string> begun = await BegunFiles.OfAsync(catalog, missing.Length > 0, found.Warn, cancellationToken);
        foreach (string gone in missing)
        {
            found.Add(gone, begun.Contains(gone)
                ? new PosBackupException(ErrorCode.BackupSetNotFound, BegunFiles.Words(gone), BegunFiles.Hint)
                : new PosBackupException(ErrorCode.BackupSetNotFound, $"{gone} is in the catalog and gone from the disk", GoneHint));
        }

        foreach (MediaSetFiles mediaSet in MediaGrouping.Group(surveyed.Values.Select(media => media.Inspection!)))
        {
            string[] stripes = [.. mediaSet.Stripes.Select(stripe => stripe.Media.Path)];
            await VerifyAsync([.. stripes.Select(stripe => surveyed[stripe])], stripes, observer, cancellationToken);
        }
    }

    private async Task VerifyAsync(SurveyedMedia[] files, string[] stripes, IOperationObserver observer, CancellationToken cancellationToken)
    {
        var operation = new Operation("verify", stripes.Length == 1 ? stripes[0] : string.Create(CultureInfo.InvariantCulture, $"{stripes[0]} and {stripes.Length - 1} more"));
        observer.Started(operation);
        try
        {
            var progress = new ObservedProgress(observer, operation);
            VerificationReport report = ManifestComparison.Compare(await MediaVerifier.VerifyAsync(stripes, options, progress, cancellationToken), files);
            found.Add(report);
            if (isRecorded && report.Media.Any(media => media.Container != MediaContainer.Unknown))
                await RecordAsync(ManifestComparison.Recorded(report, files, TimeProvider.System.GetUtcNow()), cancellationToken);
        }
        catch (PosBackupException e)
        {
            foreach (string stripe in stripes)
                found.Add(stripe, e);
        }
        finally
        {
            observer.Finished(operation);
        }
    }

    private async Task RecordAsync(IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        foreach (Manifest manifest in manifests)
            await ManifestStore.WriteAsync(manifest.Media.Path, manifest, cancellationToken);

        catalog.RecordVerified(manifests);
    }

    /// <summary>Expected minus found. A catalog that is missing expects nothing; one that cannot be used is said and stops nothing.</summary>
    private string[] Gone(IReadOnlyList<string> paths)
    {
        try
        {
            return [.. catalog.List(new CatalogFilter { Under = [.. paths] }).Where(entry => entry.Presence == MediaPresence.Missing).Select(entry => entry.Path).Distinct(StringComparer.Ordinal)];
        }
        catch (PosBackupException e)
        {
            found.Warn($"files that are gone cannot be told: {e.Message}", e.Hint);
            return [];
        }
    }
}
