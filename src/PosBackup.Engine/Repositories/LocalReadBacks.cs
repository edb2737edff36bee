using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Repositories;

/// <summary>
/// What was read back by this catalog of the files in a target's folder, where that is a folder of this machine: who verifies them there proves, or disproves, the copies that they are. Of other targets nothing is known.
/// Nor of drives that take turns: they share their paths, and what was read on one proves nothing of another. Damage that was found on one is in the manifest beside the file.
/// </summary>
internal sealed class LocalReadBacks
{
    private readonly string? _folder;
    private readonly Dictionary<string, ReadBack> _byKey;

    /// <param name="catalog">Knows what was read.</param>
    /// <param name="description">The target.</param>
    public LocalReadBacks(BackupCatalog catalog, TargetDescription description)
    {
        _folder = description is { Medium: null, LocalFolder: { } folder } ? RealPath.Of(folder) : null;
        _byKey = _folder is null ? [] : catalog.ReadBacks().ToDictionary(read => PathIdentity.Key(read.Path), StringComparer.Ordinal);
    }

    /// <summary>Whether anything that is read there is known.</summary>
    public bool IsKept => _folder is not null;

    /// <summary>What was read of a file on the target; null when nothing was.</summary>
    /// <param name="path">Its path on the target.</param>
    public ReadBack? Of(string path) =>
        _byKey.Count > 0 && TargetPath.TryParse(path, out TargetPath there) && !there.IsRoot ? _byKey.GetValueOrDefault(PathIdentity.Key(Path.Combine([_folder!, .. there.Names]))) : null;

    /// <summary>A copy as it is known by that: without its proof where its bytes were read since, and are damaged.</summary>
    public BackupCopy Judge(BackupCopy copy) => Disproof(copy) is null ? copy : copy.WithoutProof();

    /// <summary>The reading that found a copy damaged since it was proven last; null when none did.</summary>
    public ReadBack? Disproof(BackupCopy copy) => Of(copy.Path) is { } read && read.Disproves(copy.Sha256, copy.Length, copy.ProvenAt) ? read : null;
}
