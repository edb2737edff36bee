using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// What has to be done so that every media file of the catalog has a proven copy at a target. A pure function: no clock, no disk, no line.
/// <code>
/// in the catalog as proven   at the target             then
/// this content               a file of its length      nothing, or Prove when reading it whole is due
/// this content               nothing, another length   Upload: the copy is gone
/// its beginning              that, or a part more      Append, where the target can continue files; else Upload beside it
/// other content, this file   its length                Replace; beside it where nothing may be changed there
/// other content              whatever                  Upload beside it
/// nothing                    a file of its length      Prove: an upload that was not written down, or a catalog that was lost
/// nothing                    a file of another length  Upload beside it: nobody knows whose that is
/// nothing                    nothing                   Upload
/// </code>
/// The oldest goes first; see <see cref="ShippingOrder"/> for when logs may overtake.
/// </summary>
internal sealed class SyncPlanner(string store, TargetFacts target, DateTimeOffset now)
{
    private readonly ILookup<string, BackupCopy> _byContent = target.Copies.ToLookup(copy => copy.Sha256, StringComparer.Ordinal);
    private readonly ILookup<Guid, BackupCopy> _byMediaSet = target.Copies.ToLookup(copy => copy.MediaSetId);
    private readonly ILookup<string, BackupCopy> _byPath = target.Copies.ToLookup(copy => copy.Path, StringComparer.Ordinal);
    private readonly List<SyncItem> _items = [];
    private readonly List<SyncNote> _notes = [];
    private readonly List<BackupCopy> _gone = [];

    /// <summary>Names that differ by case are one file on many a target.</summary>
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _found = target.Found.Keys.Select(path => path.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private int _unprotected;
    private readonly List<Manifest> _kept = [];

    /// <summary>Plans.</summary>
    /// <param name="media">All media files that the catalog expects, in any order; those that are not wanted now keep what they have.</param>
    /// <param name="rpo">How old a log may be before it is off-site; null for no matter.</param>
    public SyncPlan Plan(IReadOnlyList<LocalMedia> media, TimeSpan? rpo)
    {
        // What is proven there keeps its place, whoever's turn it is.
        _taken.UnionWith(media.Select(one => Proven(one.Manifest)).OfType<BackupCopy>().Where(IsThere).Select(copy => copy.Path));
        foreach (LocalMedia one in media.Where(one => one.IsWanted).OrderBy(one => ShippingOrder.TakenAt(one.Manifest)).ThenBy(one => one.Manifest.Media.Path, StringComparer.Ordinal))
            Place(one);

        var expected = media.SelectMany(one => CopiesOf(one.Manifest)).ToHashSet<BackupCopy>(ReferenceEqualityComparer.Instance);
        foreach (BackupCopy copy in target.Copies.Where(copy => !expected.Contains(copy) && !IsThere(copy)))
            Miss(copy, $"a copy that nobody here expects any more is gone from {target.Target}: {copy.Path}", "If it was not removed on purpose, find out who did.");

        ShippingOrder order = ShippingOrder.Of(_items, [.. _kept.SelectMany(manifest => manifest.Media.Sets)], target.BytesPerSecond, rpo, now);
        return new SyncPlan
        {
            Target = target.Target,
            Medium = target.Medium,
            Items = order.Items,
            Protected = _kept.Count - _items.Count(item => item is { Action: SyncAction.Prove, Known: not null }),
            Unprotected = _unprotected,
            Notes = [.. _notes, .. order.Notes],
            Gone = _gone,
        };
    }

    private void Place(LocalMedia media)
    {
        Manifest manifest = media.Manifest;
        if (RepositoryLayout.PathOf(store, manifest) is not { } home)
        {
            _unprotected++;
            _notes.Add(new SyncNote(ErrorCode.MediaMismatch, $"{manifest.Media.Path} is not shipped: nothing tells of which database its sets are", "Media that other tools encrypted have to be shipped by them."));
            return;
        }

        BackupCopy? same = Proven(manifest);
        if (same is not null && IsThere(same))
        {
            Keep(media, same);
            return;
        }

        if (same is not null)
        {
            Miss(same, $"the copy of {manifest.Media.Path} is gone from {target.Target}: {same.Path}", "It is sent again. Find out who removed or changed it.");
        }

        if (!CanBeShipped(media))
            return;

        SyncItem item = Decide(manifest, home, isGone: same is not null);
        _taken.Add(item.Path.Value);
        _items.Add(item);
    }

    private void Miss(BackupCopy copy, string message, string hint)
    {
        _gone.Add(copy);
        _notes.Add(new SyncNote(ErrorCode.TargetFileNotFound, message, hint));
    }

    /// <summary>The copy is there, as far as a look tells; whether it has to be read is a matter of age.</summary>
    private void Keep(LocalMedia media, BackupCopy copy)
    {
        TargetPath path = TargetPath.Parse(copy.Path);
        _kept.Add(media.Manifest);
        if (!target.Found.ContainsKey(RepositoryLayout.ManifestOf(path)))
            _items.Add(new SyncItem { Manifest = media.Manifest, Path = path, Action = SyncAction.Prove, Reason = "its manifest is gone there", Bytes = 0, Known = copy });
        else if (WholeProof.IsDue(copy, target.Verification, now))
            _items.Add(new SyncItem { Manifest = media.Manifest, Path = path, Action = SyncAction.Prove, Reason = "it is due to be read back whole", Bytes = 0, Known = copy });
    }

    /// <summary>The copy of a media file, at home rather than beside.</summary>
    private BackupCopy? Proven(Manifest manifest)
    {
        TargetPath? home = RepositoryLayout.PathOf(store, manifest);
        BackupCopy[] copies = [.. CopiesOf(manifest)];
        return copies.FirstOrDefault(copy => home is { } path && IsAt(copy, path)) ?? copies.FirstOrDefault();
    }

    private bool CanBeShipped(LocalMedia media)
    {
        string file = media.Manifest.Media.Path;
        SyncNote? obstacle = media.Presence switch
        {
            MediaPresence.Missing => new SyncNote(ErrorCode.BackupSetNotFound, $"{file} is not shipped to {target.Target}: it is gone, and there is no proven copy there", "If another target has it, fetch it from there; if not, it is lost: take a new full backup, and run 'posbackup catalog rebuild' on its folder to stop expecting it."),
            MediaPresence.Changed => new SyncNote(ErrorCode.SourceChanged, $"{file} is not shipped to {target.Target}: it no longer has the length that was recorded", "Run 'posbackup verify --record' on it, and find out who changed it."),
            _ when media.Manifest.LatestProof()?.Verdict == Verdict.Damaged => new SyncNote(ErrorCode.BackupSetCorrupt, $"{file} is not shipped to {target.Target}: it is damaged", "Take a new full backup."),
            _ => null,
        };
        if (obstacle is null)
            return true;

        _unprotected++;
        _notes.Add(obstacle);
        return false;
    }

    private SyncItem Decide(Manifest manifest, TargetPath home, bool isGone)
    {
        long length = manifest.Media.Length;
        string id = RepositoryLayout.IdOf(manifest);
        TargetPath beside = RepositoryLayout.Beside(home, id);
        foreach (TargetPath path in (TargetPath[])[home, beside])
        {
            if (!isGone && !_taken.Contains(path.Value) && target.Found.TryGetValue(path, out TargetEntry? found) && found.Length == length && CopyAt(path) is null)
                return Item(SyncAction.Prove, path, "a file of its name and length is there, and nobody has proven it", bytes: 0);
        }

        BackupCopy? known = CopyAt(home);
        target.Found.TryGetValue(home, out TargetEntry? there);
        if (_taken.Contains(home.Value))
            return Item(SyncAction.Upload, beside, $"another file here has the name {home.Name}", length);
        if (there is null && _found.Contains(home.Value))
            return Item(SyncAction.Upload, beside, $"{home.Name} is there already, with other capitals", length);
        if (there is null)
            return Item(SyncAction.Upload, home, isGone ? "its copy is gone" : known is null ? "there is no copy" : "the file has changed here, and its old copy is gone", length);
        if (known is null || isGone)
            return Item(SyncAction.Upload, beside, $"{home.Name} is there already, and nobody knows what it is", length);
        if (IsBeginningOf(known, manifest))
            return Grown(manifest, known, there, beside);
        if (target.IsAppendOnly)
            return Item(SyncAction.Upload, beside, "the file was overwritten here, and nothing may be changed there", length);

        return IsOverwritten(known, manifest, there)
            ? Item(SyncAction.Replace, home, "the file was overwritten here", length, known)
            : Item(SyncAction.Upload, beside, $"{home.Name} is there already, of another file", length);

        SyncItem Item(SyncAction action, TargetPath path, string reason, long bytes, BackupCopy? copy = null) =>
            new() { Manifest = manifest, Path = path, Action = action, Reason = reason, Bytes = bytes, Known = copy };
    }

    /// <summary>Only the copy of this very file, as it was proven, gives way to its new content.</summary>
    private static bool IsOverwritten(BackupCopy known, Manifest manifest, TargetEntry there) =>
        there.Length == known.Length && IsFrom(known, manifest);

    private SyncItem Grown(Manifest manifest, BackupCopy known, TargetEntry there, TargetPath beside)
    {
        long length = manifest.Media.Length;
        bool canAppend = there.Length >= known.Length && there.Length <= length && !target.IsAppendOnly && target.Features.HasFlag(TargetFeatures.Continue);
        return canAppend
            ? new SyncItem { Manifest = manifest, Path = TargetPath.Parse(known.Path), Action = SyncAction.Append, Reason = "sets were appended here", Bytes = length - there.Length, Known = known }
            : new SyncItem { Manifest = manifest, Path = beside, Action = SyncAction.Upload, Reason = "sets were appended here, and the copy cannot be continued", Bytes = length };
    }

    private BackupCopy? CopyAt(TargetPath path) => _byPath[path.Value].FirstOrDefault();

    private IEnumerable<BackupCopy> CopiesOf(Manifest manifest) =>
        (manifest.Sha256 is { } hash ? _byContent[hash] : _byMediaSet[manifest.Media.MediaSetId]).Where(copy => IsOf(copy, manifest));

    private bool IsThere(BackupCopy copy) =>
        TargetPath.TryParse(copy.Path, out TargetPath path) && target.Found.TryGetValue(path, out TargetEntry? entry) && !entry.IsFolder && entry.Length == copy.Length;

    private static bool IsAt(BackupCopy copy, TargetPath path) => string.Equals(copy.Path, path.Value, StringComparison.Ordinal);

    private static bool IsBeginningOf(BackupCopy copy, Manifest manifest) =>
        copy.MediaSetId == manifest.Media.MediaSetId && copy.Stripe == manifest.Media.Stripe && copy.Length < manifest.Media.Length;

    /// <summary>By content; where nobody has hashed the file, only the copy of this very file with the same sets: media ids and lengths come again.</summary>
    private static bool IsOf(BackupCopy copy, Manifest manifest) => copy.Length == manifest.Media.Length && (manifest.Sha256 is { } hash
        ? string.Equals(copy.Sha256, hash, StringComparison.Ordinal)
        : copy.MediaSetId == manifest.Media.MediaSetId
            && copy.Stripe == manifest.Media.Stripe
            && manifest.Media.Sets.Count > 0
            && copy.SetGuids.SequenceEqual(manifest.Media.Sets.Select(set => set.SetGuid))
            && IsFrom(copy, manifest));

    private static bool IsFrom(BackupCopy copy, Manifest manifest) => string.Equals(PathIdentity.Key(copy.Source), PathIdentity.Key(manifest.Media.Path), StringComparison.Ordinal);
}
