using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>The copies that the catalog knows at a target, held against what a look there found and against what is expected here.</summary>
internal sealed class KnownCopies
{
    private readonly IReadOnlyDictionary<TargetPath, TargetEntry> _found;
    private readonly ILookup<TargetPath, TargetPath> _contentByFolder;
    private readonly ILookup<string, BackupCopy> _byContent;
    private readonly ILookup<Guid, BackupCopy> _byMediaSet;
    private readonly ILookup<string, BackupCopy> _byPath;
    private readonly ILookup<Guid, Manifest> _hereByMediaSet;
    private readonly ILookup<string, Manifest> _hereByFile;

    /// <summary>Holds them against each other.</summary>
    /// <param name="target">The copies, and what was found.</param>
    /// <param name="media">All media files that the catalog expects.</param>
    public KnownCopies(TargetFacts target, IReadOnlyList<LocalMedia> media)
    {
        _found = target.Found;
        _contentByFolder = target.Found.Values.Where(IsContent).Select(entry => entry.Path).ToLookup(path => path.Folder);
        _byContent = target.Copies.ToLookup(copy => copy.Sha256, StringComparer.Ordinal);
        _byMediaSet = target.Copies.ToLookup(copy => copy.MediaSetId);
        _byPath = target.Copies.ToLookup(copy => copy.Path, StringComparer.Ordinal);
        _hereByMediaSet = media.ToLookup(one => one.Manifest.Media.MediaSetId, one => one.Manifest);
        _hereByFile = media.ToLookup(one => PathIdentity.Key(one.Manifest.Media.Path), one => one.Manifest, StringComparer.Ordinal);
    }

    /// <summary>Those of the content of a media file, there or not.</summary>
    public IEnumerable<BackupCopy> Of(Manifest manifest) =>
        (manifest.Sha256 is { } hash ? _byContent[hash] : _byMediaSet[manifest.Media.MediaSetId]).Where(copy => IsOf(copy, manifest));

    /// <summary>The one that was proven at a place; null when none was.</summary>
    public BackupCopy? At(TargetPath path) => _byPath[path.Value].FirstOrDefault();

    /// <summary>Whether a file of its length is at its place: as far as a look tells, the copy is there.</summary>
    public bool IsThere(BackupCopy copy) => Found(copy)?.Length == copy.Length;

    /// <summary>Whether nothing of it can be there, as far as a look tells. What it makes way for, or grows into, may be under way.</summary>
    public bool IsGone(BackupCopy copy) => Found(copy) is not { } there || (there.Length != copy.Length && !IsContinued(copy, there) && !GivesWay(copy, there));

    /// <summary>
    /// Whether the folder that it belongs into shows no backup that was there with it: it may be there, behind a disk that is not mounted, a wrong root or a listing that lies. What was
    /// shipped since it was missed may lie in the mount point.
    /// </summary>
    public bool IsUnseen(BackupCopy copy) => !TargetPath.TryParse(copy.Path, out TargetPath path) || path.IsRoot || !_contentByFolder[path.Folder].Any(other => SpeaksOf(copy, other));

    /// <summary>Whether the folder that it belongs into shows any backup.</summary>
    public bool IsAnythingBeside(BackupCopy copy) => TargetPath.TryParse(copy.Path, out TargetPath path) && !path.IsRoot && _contentByFolder.Contains(path.Folder);

    /// <summary>Whether a media file may be what a copy was, with sets appended to it.</summary>
    public static bool IsBeginningOf(BackupCopy copy, Manifest manifest) =>
        copy.MediaSetId == manifest.Media.MediaSetId && copy.Stripe == manifest.Media.Stripe && copy.Length < manifest.Media.Length;

    /// <summary>Whether a copy was made of this very file.</summary>
    public static bool IsFrom(BackupCopy copy, Manifest manifest) => string.Equals(PathIdentity.Key(copy.Source), PathIdentity.Key(manifest.Media.Path), StringComparison.Ordinal);

    private static bool IsContent(TargetEntry entry) => !entry.IsFolder && !StrayFiles.Is(entry.Path.Name) && !ManifestStore.IsManifest(entry.Path.Name) && !RepositoryLayout.IsPart(entry.Path.Name);

    private bool SpeaksOf(BackupCopy copy, TargetPath other) => copy.MissedSince is not { } missed || At(other)?.ShippedAt < missed;

    private TargetEntry? Found(BackupCopy copy) => TargetPath.TryParse(copy.Path, out TargetPath path) && _found.TryGetValue(path, out TargetEntry? entry) && !entry.IsFolder ? entry : null;

    /// <summary>An append that was broken off: the copy is the beginning of what is there and of what is here.</summary>
    private bool IsContinued(BackupCopy copy, TargetEntry there) => there.Length > copy.Length && _hereByMediaSet[copy.MediaSetId].Any(manifest => IsBeginningOf(copy, manifest));

    /// <summary>A replacement that was broken off after the new file had its name.</summary>
    private bool GivesWay(BackupCopy copy, TargetEntry there) => _hereByFile[PathIdentity.Key(copy.Source)].Any(manifest => manifest.Media.Length == there.Length);

    /// <summary>By content; where nobody has hashed the file, only the copy of this very file with the same sets: media ids and lengths come again.</summary>
    private static bool IsOf(BackupCopy copy, Manifest manifest) => copy.Length == manifest.Media.Length && (manifest.Sha256 is { } hash
        ? string.Equals(copy.Sha256, hash, StringComparison.Ordinal)
        : copy.MediaSetId == manifest.Media.MediaSetId
            && copy.Stripe == manifest.Media.Stripe
            && manifest.Media.Sets.Count > 0
            && copy.SetGuids.SequenceEqual(manifest.Media.Sets.Select(set => set.SetGuid))
            && IsFrom(copy, manifest));
}
