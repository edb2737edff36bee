using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>Heals one media file.</summary>
internal sealed class MediaHealer(RunContext run, SqlSession session)
{
    /// <summary>A file that was to take another's name: finishes the swap when it is whole, else deletes it. A sentence, or null when nothing was done.</summary>
    public async Task<string?> FinishSwapAsync(string partial, string final, CancellationToken cancellationToken)
    {
        MediaInspection inspection = await MediaInspector.InspectAsync(partial, cancellationToken).ConfigureAwait(false);
        bool isWhole = inspection.Media.Sets is [{ FinishedAt: not null } set] && SetMark.IsOurs(set);
        VerificationReport? report = isWhole ? await VerifyAsync([partial], cancellationToken).ConfigureAwait(false) : null;
        if (report is not { Verdict: Verdict.Intact })
        {
            return await Leftovers.RemoveAsync(session, partial, cancellationToken).ConfigureAwait(false)
                ? $"{partial}, unfinished, was deleted; {final} stayed as it was"
                : null;
        }

        SwapIntoPlace.Run(partial, final);
        await RecordAsync([final], report, cancellationToken).ConfigureAwait(false);
        return $"{partial}, finished and verified, took the place of {final}";
    }

    /// <summary>Media without a manifest that describes it. A sentence, or null when nothing was done.</summary>
    public async Task<string?> HealAsync(string file, CancellationToken cancellationToken)
    {
        MediaInspection inspection = await MediaInspector.InspectAsync(file, cancellationToken).ConfigureAwait(false);
        Manifest? manifest = await ManifestAsync(file, cancellationToken).ConfigureAwait(false);
        MediaFile media = inspection.Media;
        if (media.IsEncrypted)
            return null;

        if (manifest is not null && manifest.Describes(media))
            return Relearn(manifest);

        if (media.Sets.Count > 0 && !media.Sets.All(SetMark.IsOurs))
            return null;

        if (media.Sets.Count > 0 && media.Sets.All(set => set.FinishedAt is not null))
            return await DescribeAsync(file, media, cancellationToken).ConfigureAwait(false);

        if (manifest is not null && media.Length > manifest.Media.Length)
            return await CutBackAsync(file, manifest, cancellationToken).ConfigureAwait(false);

        // What is not even backup media is deleted only under a name that nobody but us gives.
        bool isOurs = media.Container != MediaContainer.Unknown || BackupFileName.TryParse(Path.GetFileName(file)) is not null;
        return isOurs && manifest is null && media.Sets.Count <= 1 ? await RemoveAsync(file, media, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<string?> DescribeAsync(string file, MediaFile media, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> stripes = Stripes.Of(file, media.Stripes);
        if (!stripes.All(File.Exists))
            return null;

        VerificationReport report = await VerifyAsync(stripes, cancellationToken).ConfigureAwait(false);
        await RecordAsync(stripes, report, cancellationToken).ConfigureAwait(false);
        return $"{file} had no manifest that describes it; it was verified ({report.Verdict}) and got one";
    }

    private static async Task<string?> CutBackAsync(string file, Manifest manifest, CancellationToken cancellationToken)
    {
        if (AppendGuard.FromManifest(manifest) is not { } guard)
            return null;

        IReadOnlyList<string> problems = await guard.RestoreAsync(cancellationToken).ConfigureAwait(false);
        return problems.Count == 0
            ? $"{file} had an unfinished set behind its last one; it was cut back to {manifest.Media.Length} bytes"
            : $"{file} has an unfinished set behind its last one and was left alone: {string.Join("; ", problems)}";
    }

    private async Task<string?> RemoveAsync(string file, MediaFile media, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (string stripe in Stripes.Of(file, BackupFileName.TryParse(Path.GetFileName(file))?.Stripes ?? media.Stripes).Where(File.Exists))
        {
            if (!await Leftovers.RemoveAsync(session, stripe, cancellationToken).ConfigureAwait(false))
                problems.Add(stripe);
        }

        return problems.Count == 0 ? $"{file}, an unfinished backup, was deleted" : $"{string.Join(", ", problems)}, an unfinished backup, could not be deleted";
    }

    /// <summary>The catalog is told again; it makes no difference where it knows already.</summary>
    private string? Relearn(Manifest manifest)
    {
        bool isKnown = run.Catalog?.List(new CatalogFilter { MediaSetId = manifest.Media.MediaSetId }).Any(entry => ServerPath.Same(entry.Path, manifest.Media.Path) && entry.Manifest.Describes(manifest.Media)) ?? true;
        if (isKnown)
            return null;

        return new RecordBackup(run).Catalog([manifest]) is null ? $"the catalog did not know {manifest.Media.Path}; it was told" : null;
    }

    private async Task RecordAsync(IReadOnlyList<string> files, VerificationReport report, CancellationToken cancellationToken)
    {
        var record = new RecordBackup(run);
        var written = new WrittenSet(report.Media[0].Sets[^1], report.Media[0], report.Media[0].Sets);
        IReadOnlyList<Manifest> manifests = await record.ManifestsAsync(files, written, new Verification { Report = report }, cancellationToken).ConfigureAwait(false);
        await record.WriteAsync(manifests, cancellationToken).ConfigureAwait(false);
        record.Catalog(manifests);
    }

    private static Task<VerificationReport> VerifyAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        MediaVerifier.VerifyAsync(files, new VerifyOptions(), progress: null, cancellationToken);

    private static async Task<Manifest?> ManifestAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestStore.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.ManifestUnreadable)
        {
            return null;
        }
    }
}
