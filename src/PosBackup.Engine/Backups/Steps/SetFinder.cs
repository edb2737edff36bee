using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Finds sets of ours where they lie: in manifests, in the headers of media, through the instance where this process sees nothing.</summary>
internal sealed class SetFinder(RunContext run, SqlSession session)
{
    /// <summary>The sets in manifests of the folder for a database, by file name; the media's own headers decide where it matters.</summary>
    public async Task<IReadOnlyList<OurSet>> InFolderAsync(string database, CancellationToken cancellationToken)
    {
        if (!run.Visible || !Directory.Exists(run.Folder.Folder))
            return [];

        var manifests = new List<Manifest>();
        foreach (string file in OurFiles.Of(run.Folder.Folder, database, run.Options.MediaFile))
        {
            if (await ReadManifestAsync(file, cancellationToken).ConfigureAwait(false) is { } manifest)
                manifests.Add(manifest);
        }

        return [.. manifests.GroupBy(manifest => manifest.Media.MediaSetId).SelectMany(FromManifests)];
    }

    /// <summary>A set of ours by the headers of the media that it should be on; null when it is not there, or cannot be read.</summary>
    public async Task<OurSet?> OnMediaAsync(string file, Guid set, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
            return null;

        BackupSet? found = (await SetsOnAsync(file, cancellationToken).ConfigureAwait(false))?.FirstOrDefault(one => one.SetGuid == set);
        return found is null ? null : new OurSet(found, [file]) { IsPresent = true };
    }

    /// <summary>Whether a set is on its media; null when neither this process nor the instance can tell.</summary>
    public async Task<bool?> IsOnMediaAsync(OurSet set, CancellationToken cancellationToken)
    {
        if (run.Visible && !set.Files.All(File.Exists))
            return false;

        IReadOnlyList<BackupSet>? sets = await SetsOnAsync(set.Files[0], cancellationToken).ConfigureAwait(false);
        return sets?.Any(one => one.SetGuid == set.Set.SetGuid);
    }

    private static IEnumerable<OurSet> FromManifests(IEnumerable<Manifest> manifests)
    {
        Manifest[] stripes = [.. manifests.OrderBy(manifest => manifest.Media.Stripe)];
        bool isPresent = stripes.Length == stripes[0].Media.Stripes && stripes.All(manifest => File.Exists(manifest.Media.Path));
        bool isDamaged = stripes.Any(manifest => manifest.LatestProof() is { Verdict: Verdict.Damaged });
        return stripes[0].Media.Sets.Select(set => new OurSet(set, [.. stripes.Select(manifest => manifest.Media.Path)]) { IsPresent = isPresent, IsDamaged = isDamaged });
    }

    /// <summary>A manifest that cannot be read is as none: the media tells the same, and healing writes it anew.</summary>
    private static async Task<Manifest?> ReadManifestAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestStore.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException)
        {
            return null;
        }
    }

    /// <summary>Null when the media cannot be read from here; empty when it is gone or holds nothing.</summary>
    private async Task<IReadOnlyList<BackupSet>?> SetsOnAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(file))
            {
                MediaInspection inspection = await MediaInspector.InspectAsync(file, cancellationToken).ConfigureAwait(false);
                if (!inspection.Media.IsEncrypted)
                    return inspection.Media.Sets;
            }

            return run.Instance.CanReadHeaders ? await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (PosBackupException e)
        {
            return e.Code is ErrorCode.BackupSetNotFound or ErrorCode.MediaMismatch or ErrorCode.FolderNotWritable ? [] : null;
        }
    }
}
