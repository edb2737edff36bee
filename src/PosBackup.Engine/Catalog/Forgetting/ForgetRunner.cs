using PosBackup.Engine.Files;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Catalog.Forgetting;

/// <summary>
/// Stops expecting media files of a disk that is gone for good. Until then nothing that could build on them expires: the disk may come back. No file is touched, and the records of copies
/// on targets stay.
/// </summary>
/// <param name="catalog">The catalog.</param>
/// <param name="log">Tells of it.</param>
public sealed class ForgetRunner(BackupCatalog catalog, AuditLog log)
{
    private const string Reason = "what it lay on is gone for good";

    /// <summary>What a run would forget. Nothing is changed.</summary>
    /// <param name="paths">Files, or folders with all below them.</param>
    /// <exception cref="PosBackupException">CatalogUnavailable; BackupSetNotFound: a path has nothing that is expected, or nothing that is gone.</exception>
    public ForgetPlan Plan(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        IReadOnlyList<CatalogEntry> all = catalog.List();
        IReadOnlyList<BackupCopy> copies = catalog.Copies();
        foreach (string path in paths)
        {
            string key = PathIdentity.Key(path);
            CatalogEntry[] below = [.. all.Where(entry => PathIdentity.IsWithin(PathIdentity.Key(entry.Path), key))];
            if (!Array.Exists(below, entry => entry.Presence == MediaPresence.Missing))
            {
                throw below.Length == 0
                    ? new PosBackupException(ErrorCode.BackupSetNotFound, $"the catalog {catalog.Path} expects no media file in {Path.GetFullPath(path)}", "Check the path; 'posbackup list' tells what is expected where.")
                    : new PosBackupException(ErrorCode.BackupSetNotFound, $"all that the catalog {catalog.Path} expects in {Path.GetFullPath(path)} is there, and only what is gone can be forgotten", "Name the path of the disk that is gone.");
            }
        }

        return ForgetPlanner.Plan(all, paths, copies);
    }

    /// <summary>Forgets what was planned; what came back meanwhile stays. The log tells it before the catalog does it.</summary>
    /// <param name="plan">What <see cref="Plan"/> gave.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <returns>The media files that are forgotten.</returns>
    /// <exception cref="PosBackupException">CatalogUnavailable; FileAccess, Busy: the log cannot be written, and nothing is forgotten.</exception>
    public async Task<IReadOnlyList<Manifest>> RunAsync(ForgetPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Manifest[] gone = [.. plan.Media.Where(manifest => !File.Exists(manifest.Media.Path))];
        if (gone.Length == 0)
            return gone;

        await log.AppendAsync([.. gone.Select(EntryOf)], cancellationToken).ConfigureAwait(false);
        foreach (Manifest manifest in gone)
            catalog.Forget(manifest.Media.Path);

        return gone;
    }

    private static AuditEntry EntryOf(Manifest manifest) => new()
    {
        Kind = AuditKind.Forgotten,
        Place = RetentionPlace.Here,
        MediaSetId = manifest.Media.MediaSetId,
        Files = [new AuditedFile(manifest.Media.Path, manifest.Media.Stripe, manifest.Media.Length, manifest.Sha256)],
        Sets = [.. manifest.Media.Sets.Select(set => AuditedSet.Of(set, Reason))],
        Reason = Reason,
        Actor = AuditActor.Current,
    };
}
