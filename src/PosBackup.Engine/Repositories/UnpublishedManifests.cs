using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Repositories;

/// <summary>
/// Manifests that still have their temporary name. A publication renames the file and then its manifest; where it was broken off in between, the file lies under its name,
/// proven, and what describes it lies beside:
/// <code>
/// weekly.bak                                     the new file
/// weekly.bak.manifest.json                       of the old one, or not there
/// weekly.bak.manifest.json.&lt;16 digits&gt;.part       of the new one
/// </code>
/// </summary>
internal sealed class UnpublishedManifests
{
    /// <summary>A broken-off publication leaves one; a server that shows thousands is not read for ever.</summary>
    private const int AtMost = 4;

    private readonly IBackupTarget _target;
    private readonly ILookup<TargetPath, TargetEntry> _byFile;
    private readonly HashSet<TargetPath> _onTheirWay;

    /// <summary>Finds them by their names.</summary>
    /// <param name="target">Where they lie.</param>
    /// <param name="files">All files of the folders that were listed.</param>
    public UnpublishedManifests(IBackupTarget target, IEnumerable<TargetEntry> files)
    {
        _target = target;
        (TargetPath File, TargetEntry Part)[] parts = [.. files.Select(entry => (RepositoryLayout.FileOfPart(entry.Path), entry)).Where(one => one.Item1 is not null).Select(one => (one.Item1!.Value, one.entry))];
        _byFile = parts
            .Select(one => (File: RepositoryLayout.FileOfManifest(one.File), one.Part))
            .Where(one => one.File is not null)
            .ToLookup(one => one.File!.Value, one => one.Part);
        _onTheirWay = [.. parts.Select(one => one.File)];
    }

    /// <summary>The one that describes a file; null when none does, or none better than the one that has its name.</summary>
    /// <param name="file">The file, as listed.</param>
    /// <param name="published">The manifest that has its name, as listed; null when there is none.</param>
    /// <param name="read">The same as read; null when it cannot be used.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Manifest?> FindAsync(TargetEntry file, TargetEntry? published, Manifest? read, CancellationToken cancellationToken)
    {
        foreach (TargetEntry part in _byFile[file.Path].OrderByDescending(entry => entry.ModifiedAt).Take(AtMost))
        {
            if (published is not null && read?.Media.Length == file.Length && !Overtakes(part, published, file))
                continue;
            if (await ReadAsync(_target, part, file.Path, file.Length, cancellationToken).ConfigureAwait(false) is { } manifest)
                return string.Equals(manifest.Sha256, read?.Sha256, StringComparison.Ordinal) ? null : manifest;
        }

        return null;
    }

    /// <summary>Reads one; null when it was not written to its end, or is of another content than its name and the file say.</summary>
    public static async Task<Manifest?> ReadAsync(IBackupTarget target, TargetEntry part, TargetPath file, long length, CancellationToken cancellationToken)
    {
        try
        {
            Manifest manifest = await new ManifestDownload(target).ReadAsync(file, part, cancellationToken).ConfigureAwait(false);
            bool isOfItsName = RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(file), RepositoryLayout.IdOf(manifest)) == part.Path;
            return isOfItsName && manifest.Sha256 is not null && manifest.Media.Length == length ? manifest : null;
        }
        catch (PosBackupException e) when (e is not TargetException { IsTransient: true })
        {
            return null;
        }
    }

    /// <summary>Where both would fit: the younger, unless the file that it tells of may be on its way still.</summary>
    private bool Overtakes(TargetEntry part, TargetEntry published, TargetEntry file) => part.ModifiedAt > published.ModifiedAt && !_onTheirWay.Contains(file.Path);
}
