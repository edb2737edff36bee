using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// Writes the manifests, then the catalog. Both are caches of the truth on the media: what cannot be written is a note, and the backup
/// stands.
/// </summary>
internal sealed class RecordBackup(RunContext run)
{
    /// <summary>The manifests of the media, one a stripe, with what was proved.</summary>
    public async Task<IReadOnlyList<Manifest>> ManifestsAsync(IReadOnlyList<string> files, WrittenSet written, Verification verification, CancellationToken cancellationToken)
    {
        DateTimeOffset now = run.Clock.GetUtcNow();
        IReadOnlyList<Manifest> manifests = verification.Report is { } report
            ? Manifest.FromVerification(report, now)
            : run.Visible ? await InspectAsync(files, cancellationToken).ConfigureAwait(false)
            : Unseen(files, written);
        manifests = [.. manifests.Select((manifest, i) => Complete(manifest, files, i, written))];
        if (verification.OnInstance is not { } valid)
            return manifests;

        var proof = new Proof
        {
            Level = VerificationLevel.L1,
            Verdict = valid ? Verdict.Intact : Verdict.Damaged,
            At = now,
            Instance = run.Instance.Name,
            ToolVersion = ToolVersion.Current,
        };
        return [.. manifests.Select(manifest => manifest.With(proof))];
    }

    /// <summary>Writes the manifests beside the media; nothing where this process does not see it.</summary>
    public async Task<BackupNote?> WriteAsync(IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        if (!run.Visible)
            return null;

        try
        {
            foreach (Manifest manifest in manifests)
                await ManifestStore.WriteAsync(manifest.Media.Path, manifest, cancellationToken).ConfigureAwait(false);

            return null;
        }
        catch (PosBackupException e)
        {
            return new BackupNote(e.Code, $"the manifest was not written: {e.Message}", e.Hint);
        }
    }

    /// <summary>Tells the catalog of media.</summary>
    public BackupNote? Catalog(IReadOnlyList<Manifest> manifests) => Tell(run.Catalog, manifests, recorded: null);

    /// <summary>Tells a catalog, where there is one.</summary>
    public static BackupNote? Tell(BackupCatalog? catalog, IReadOnlyList<Manifest> manifests, RecordedRun? recorded)
    {
        try
        {
            catalog?.Record(manifests, recorded);
            return null;
        }
        catch (PosBackupException e)
        {
            return new BackupNote(e.Code, $"the catalog was not told: {e.Message}", e.Hint);
        }
    }

    private static async Task<IReadOnlyList<Manifest>> InspectAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var manifests = new List<Manifest>(files.Count);
        foreach (string file in files)
            manifests.Add(Manifest.FromMedia((await MediaInspector.InspectAsync(file, cancellationToken).ConfigureAwait(false)).Media));

        return manifests;
    }

    private static Manifest[] Unseen(IReadOnlyList<string> files, WrittenSet written) =>
        [.. files.Select((file, i) => Manifest.FromMedia(new MediaFile { Path = file, Stripe = i + 1, Stripes = files.Count, Sets = written.SetsOnMedia }))];

    /// <summary>The final name, which after a swap is not the one that was read; and the sets of encrypted media, which only the instance can list.</summary>
    private static Manifest Complete(Manifest manifest, IReadOnlyList<string> files, int i, WrittenSet written) => manifest with
    {
        Media = manifest.Media with
        {
            Path = files[manifest.Media.Stripe <= files.Count ? manifest.Media.Stripe - 1 : i],
            Sets = manifest.Media.Sets.Count > 0 ? manifest.Media.Sets : written.SetsOnMedia,
        },
    };
}
