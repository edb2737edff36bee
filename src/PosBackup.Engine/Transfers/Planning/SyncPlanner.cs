using System.Globalization;
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
/// this content               a file of its length      nothing, or Prove when reading it whole is due or it was lost at the last look
/// this content               nothing, another length   Upload: the copy is gone
/// its beginning              that, or a part more      Append, where the target can continue files; else Upload beside it
/// other content, this file   its length                Replace; beside it where nothing may be changed there
/// other content              the length of this one    Prove: a replacement that was broken off before it was written down
/// other content              whatever                  Upload beside it
/// nothing                    a file of its length      Prove: an upload that was not written down, or a catalog that was lost
/// nothing                    a file of another length  Upload beside it: nobody knows whose that is
/// nothing                    nothing                   Upload
/// </code>
/// The record of a copy that is gone is forgotten where another backup lies in its folder that was there with it, or somebody accepted the loss. A folder that shows no backup may be a
/// disk that is not mounted: there the record stays, with the time since when it is missed, the file is sent again, and the record of the new copy takes its place. What was sent there
/// meanwhile makes nobody forget the others. The planner of retention misses the old one until then.
/// Files here of one content need one copy together. The oldest goes first; see <see cref="ShippingOrder"/> for when logs may overtake.
/// </summary>
/// <param name="store">Name of this store on the target.</param>
/// <param name="target">What is known of the target.</param>
/// <param name="media">All media files that the catalog expects, in any order; those that are not wanted now keep what they have.</param>
/// <param name="now">The time.</param>
internal sealed class SyncPlanner(string store, TargetFacts target, IReadOnlyList<LocalMedia> media, DateTimeOffset now)
{
    private readonly KnownCopies _copies = new(target, media);
    private readonly List<SyncItem> _items = [];
    private readonly List<SyncNote> _notes = [];
    private readonly List<BackupCopy> _gone = [];
    private readonly List<BackupCopy> _lost = [];
    private readonly HashSet<BackupCopy> _unseen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names that differ by case are one file on many a target.</summary>
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _found = target.Found.Keys.Select(path => path.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _proving = new(StringComparer.Ordinal);
    private int _unprotected;
    private readonly List<Manifest> _kept = [];

    /// <summary>Plans.</summary>
    /// <param name="rpo">How old a log may be before it is off-site; null for no matter.</param>
    public SyncPlan Plan(TimeSpan? rpo)
    {
        // What is proven there keeps its place, whoever's turn it is.
        (Manifest Manifest, BackupCopy? Copy)[] proven = [.. media.Select(one => (one.Manifest, Proven(one.Manifest)))];
        _taken.UnionWith(proven.Select(one => one.Copy).OfType<BackupCopy>().Select(copy => copy.Path));
        foreach (var same in media
            .Where(one => one.IsWanted)
            .OrderBy(one => ShippingOrder.TakenAt(one.Manifest)).ThenBy(one => one.Manifest.Media.Path, StringComparer.Ordinal)
            .GroupBy(one => (one.Manifest.Sha256 ?? one.Manifest.Media.Path, one.Manifest.Media.Length)))
        {
            Place([.. same]);
        }

        var expected = media.SelectMany(one => _copies.Of(one.Manifest)).ToHashSet<BackupCopy>(ReferenceEqualityComparer.Instance);
        foreach (BackupCopy copy in target.Copies.Where(copy => !expected.Contains(copy) && _copies.IsGone(copy)))
        {
            if (IsUnseen(copy))
                continue;

            _gone.Add(copy);
            TellGone($"a copy that nobody here expects any more is gone from {target.Target}, or was changed there: {copy.Path}", "If that was not done on purpose, find out who did it.");
        }

        foreach (BackupCopy copy in target.Copies.Where(copy => !expected.Contains(copy) && !copy.IsProven && _copies.IsThere(copy)))
        {
            _notes.Add(new SyncNote(
                ErrorCode.CopyCorrupt,
                $"{copy.Path} on {target.Target} was gone or rotten at the last look, and nothing here could take its place",
                "If another target has it, fetch it from there. If not, move that file and its manifest out of that folder, and let the next run forget it."));
        }

        TellUnseen();
        ShippingOrder order = ShippingOrder.Of(_items, [.. _kept.SelectMany(manifest => manifest.Media.Sets)], target.BytesPerSecond, rpo, now);
        return new SyncPlan
        {
            Target = target.Target,
            Medium = target.Medium,
            Items = order.Items,
            Protected = _kept.Count - _proving.Count,
            Unprotected = _unprotected,
            Notes = [.. _notes, .. order.Notes, .. Lonely(proven)],
            Gone = _gone,
            Lost = _lost,
            Marked = [.. _unseen.Where(copy => copy.MissedSince is null).Select(copy => copy with { MissedSince = now }), .. target.Copies.Where(copy => copy.MissedSince is not null && _copies.IsThere(copy)).Select(copy => copy with { MissedSince = null })],
            Unproven = [.. proven.Where(one => one.Copy is not { IsProven: true }).Select(one => one.Manifest)],
        };
    }

    private IEnumerable<SyncNote> Lonely((Manifest Manifest, BackupCopy? Copy)[] proven)
    {
        Manifest[] shipped = [.. _items.Select(item => item.Manifest)];
        return new LonelySets(target.Target, media, [.. proven.Where(one => one.Copy is { IsProven: true }).Select(one => one.Manifest), .. shipped]).Of(shipped);
    }

    /// <summary>Files of one content: what one of them has there, all have.</summary>
    private void Place(LocalMedia[] same)
    {
        LocalMedia[] placed = [.. same.Where(one => HomeOf(one.Manifest) is not null)];
        LocalMedia[] sources = [.. placed.Where(one => ObstacleOf(one) is null)];
        if (placed.Length == 0)
        {
            LeaveOut(same);
            return;
        }

        Manifest lead = (sources.Length > 0 ? sources : placed)[0].Manifest;
        BackupCopy[] known = [.. _copies.Of(lead)];
        BackupCopy? there = Proven(lead);
        foreach (BackupCopy gone in known.Where(_copies.IsGone))
            Miss(gone, lead, there, sources.Length > 0);

        if (there is not null)
        {
            Keep(same, there);
            return;
        }

        // What nobody hashed here may rot here: the copy that was proven tells what it has to be.
        Manifest manifest = lead with { Sha256 = lead.Sha256 ?? known.FirstOrDefault()?.Sha256 };
        if (Decide(manifest, isAnySource: sources.Length > 0, isGone: known.Length > 0) is not { } item)
        {
            LeaveOut(same);
            return;
        }

        _items.Add(item with { Alike = Others(sources) });
        _taken.Add(item.Path.Value);
        if (manifest.Sha256 is null)
            _taken.Add(BesideOf(manifest).Value); // Two files that nobody hashed may have one id; this is where this one goes when its place turns out to be another's.
    }

    /// <summary>Where nobody hashed the file here, the record of a copy that is gone stays until there is another: nothing else tells what the file has to be.</summary>
    private void Miss(BackupCopy copy, Manifest manifest, BackupCopy? other, bool isAnySource)
    {
        if (IsUnseen(copy))
            return;

        (manifest.Sha256 is not null || other is not null ? _gone : _lost).Add(copy);
        TellGone(
            $"the copy of {manifest.Media.Path} is gone from {target.Target}: {copy.Path}",
            other is not null ? $"{other.Path} is there. Find out who removed or changed it."
            : isAnySource ? "It is sent again. Find out who removed or changed it."
            : "It cannot be sent again, as the file is not here any more, or not as it was backed up. Find out who removed or changed the copy; if no other target has one, take a new full backup.");
    }

    /// <summary>Whether a copy that is not listed may be there all the same; it is told with the others of its folder.</summary>
    private bool IsUnseen(BackupCopy copy)
    {
        bool isUnseen = !target.IsLossAccepted && _copies.IsUnseen(copy);
        if (isUnseen)
            _unseen.Add(copy);

        return isUnseen;
    }

    private void TellUnseen()
    {
        string ours = $"of the copies that were proven on {target.Target}";
        foreach (var folder in _unseen.GroupBy(copy => copy.Path[..Math.Max(0, copy.Path.LastIndexOf('/'))], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            TellGone(
                string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(folder.Count(), $"{ours} is", $"{ours} are")} not listed, and {folder.Key} shows {(folder.Any(_copies.IsAnythingBeside) ? "only what was shipped since" : "nothing else either")}: what was proven stays recorded, and what is still here is sent again"),
                "See whether the disk is mounted and the path right. If they were really removed, say so with 'posbackup sync --accept-loss'; until then nothing expires there.");
        }
    }

    private void TellGone(string message, string hint) => _notes.Add(new SyncNote(ErrorCode.TargetFileNotFound, message, hint));

    private void LeaveOut(LocalMedia[] same)
    {
        _unprotected += same.Length;
        _notes.AddRange(same.Select(one => ObstacleOf(one) ?? new SyncNote(
            ErrorCode.MediaMismatch, $"{one.Manifest.Media.Path} is not shipped: nothing tells of which database its sets are", "Media that other tools encrypted have to be shipped by them.")));
    }

    /// <summary>The copy is there, as far as a look tells; whether it has to be read is a matter of age.</summary>
    private void Keep(LocalMedia[] same, BackupCopy copy)
    {
        _kept.AddRange(same.Select(one => one.Manifest));
        TargetPath path = TargetPath.Parse(copy.Path);
        string? reason = !copy.IsProven ? "it was gone or rotten at the last look"
            : !target.Found.ContainsKey(RepositoryLayout.ManifestOf(path)) ? "its manifest is gone there"
            : WholeProof.IsDue(copy, target.Verification, now) ? "it is due to be read back whole"
            : null;
        if (reason is null || !_proving.Add(copy.Path))
            return;

        // Sent again, if it comes to that, from the file that it was made of, or else from another that can be read.
        LocalMedia[] sources = [.. same.OrderByDescending(one => ObstacleOf(one) is null).ThenByDescending(one => KnownCopies.IsFrom(copy, one.Manifest))];
        _items.Add(new SyncItem { Manifest = sources[0].Manifest, Path = path, Action = SyncAction.Prove, Reason = reason, Bytes = 0, Known = copy, Alike = Others(sources) });
    }

    private IReadOnlyList<Manifest> Others(LocalMedia[] sources) => [.. sources.Skip(1).Where(one => ObstacleOf(one) is null).Select(one => one.Manifest)];

    /// <summary>The copy of a media file that is there, at home rather than beside; null when none is.</summary>
    private BackupCopy? Proven(Manifest manifest)
    {
        TargetPath? home = HomeOf(manifest);
        BackupCopy[] there = [.. _copies.Of(manifest).Where(_copies.IsThere)];
        return there.FirstOrDefault(copy => string.Equals(copy.Path, home?.Value, StringComparison.Ordinal)) ?? there.FirstOrDefault();
    }

    /// <summary>Why a file cannot be sent; null when it can.</summary>
    private SyncNote? ObstacleOf(LocalMedia one)
    {
        string file = one.Manifest.Media.Path;
        return one.Presence switch
        {
            MediaPresence.Missing => new SyncNote(ErrorCode.BackupSetNotFound, $"{file} is not shipped to {target.Target}: it is gone, and there is no proven copy there", "If another target has it, fetch it from there; if not, it is lost: take a new full backup, and stop expecting it with 'posbackup catalog forget'."),
            MediaPresence.Linked => new SyncNote(ErrorCode.SourceChanged, $"{file} is not shipped to {target.Target}: {LinkedMedia.What}", LinkedMedia.Hint),
            MediaPresence.Changed => new SyncNote(ErrorCode.SourceChanged, $"{file} is not shipped to {target.Target}: it no longer has the length that was recorded", "Run 'posbackup verify --record' on it, and find out who changed it."),
            _ when one.Manifest.LatestProof()?.Verdict == Verdict.Damaged => new SyncNote(ErrorCode.BackupSetCorrupt, $"{file} is not shipped to {target.Target}: it is damaged", "Take a new full backup."),
            _ => null,
        };
    }

    /// <summary>What is done with a content that has no copy there; null for nothing.</summary>
    private SyncItem? Decide(Manifest manifest, bool isAnySource, bool isGone)
    {
        TargetPath home = HomeOf(manifest)!.Value;
        TargetPath beside = BesideOf(manifest);
        foreach (TargetPath path in (TargetPath[])[home, beside])
        {
            if (MayBeThere(manifest, path, isAnySource))
                return Item(SyncAction.Prove, path, "a file of its name and length is there, and nobody has proven it", bytes: 0);
        }

        if (!isAnySource)
            return null;

        long length = manifest.Media.Length;
        BackupCopy? known = _copies.At(home);
        target.Found.TryGetValue(home, out TargetEntry? there);
        if (_taken.Contains(home.Value))
            return Item(SyncAction.Upload, beside, $"another file here has the name {home.Name}", length);
        if (there is null && _found.Contains(home.Value))
            return Item(SyncAction.Upload, beside, $"{home.Name} is there already, with other capitals", length);
        if (there is null)
            return Item(SyncAction.Upload, home, isGone ? "its copy is gone" : known is null ? "there is no copy" : "the file has changed here, and its old copy is gone", length);
        if (known is null || isGone)
            return Item(SyncAction.Upload, beside, $"{home.Name} is there already, and nobody knows what it is", length);
        if (KnownCopies.IsBeginningOf(known, manifest))
            return Grown(manifest, known, there, beside);
        if (target.IsAppendOnly)
            return Item(SyncAction.Upload, beside, "the file was overwritten here, and nothing may be changed there", length);

        return IsOverwritten(known, manifest, there)
            ? Item(SyncAction.Replace, home, "the file was overwritten here", length, known)
            : Item(SyncAction.Upload, beside, $"{home.Name} is there already, of another file", length);

        SyncItem Item(SyncAction action, TargetPath path, string reason, long bytes, BackupCopy? copy = null) =>
            new() { Manifest = manifest, Path = path, Action = action, Reason = reason, Bytes = bytes, Known = copy };
    }

    /// <summary>
    /// Whether what lies at a place may be this content, so that it is read and not sent. Nobody has proven it; or what was proven there has made way, as a replacement
    /// leaves it that was broken off. Where the file here is gone only its hash can tell.
    /// </summary>
    private bool MayBeThere(Manifest manifest, TargetPath path, bool isAnySource)
    {
        if ((!isAnySource && (manifest.Sha256 is null || manifest.LatestProof()?.Verdict == Verdict.Damaged))
            || _taken.Contains(path.Value)
            || !target.Found.TryGetValue(path, out TargetEntry? found)
            || found.IsFolder
            || found.Length != manifest.Media.Length)
        {
            return false;
        }

        return _copies.At(path) is not { } known
            || (known.Length != found.Length && !KnownCopies.IsBeginningOf(known, manifest))
            || IsPublishedWithoutManifest(manifest, path);
    }

    /// <summary>Between the two renames of a publication the manifest still has its temporary name, and the file no longer.</summary>
    private bool IsPublishedWithoutManifest(Manifest manifest, TargetPath path)
    {
        string id = RepositoryLayout.IdOf(manifest);
        return target.Found.ContainsKey(RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(path), id)) && !RepositoryLayout.PartsOf(path, id).Any(target.Found.ContainsKey);
    }

    /// <summary>Only the copy of this very file, as it was proven, gives way to its new content.</summary>
    private static bool IsOverwritten(BackupCopy known, Manifest manifest, TargetEntry there) =>
        there.Length == known.Length && KnownCopies.IsFrom(known, manifest);

    private SyncItem Grown(Manifest manifest, BackupCopy known, TargetEntry there, TargetPath beside)
    {
        long length = manifest.Media.Length;
        bool canAppend = known.IsProven && there.Length >= known.Length && there.Length <= length && !target.IsAppendOnly && target.Features.HasFlag(TargetFeatures.Continue);
        return canAppend
            ? new SyncItem { Manifest = manifest, Path = TargetPath.Parse(known.Path), Action = SyncAction.Append, Reason = "sets were appended here", Bytes = length - there.Length, Known = known }
            : new SyncItem { Manifest = manifest, Path = beside, Action = SyncAction.Upload, Reason = "sets were appended here, and the copy cannot be continued", Bytes = length };
    }

    private TargetPath? HomeOf(Manifest manifest) => RepositoryLayout.PathOf(store, manifest);

    /// <summary>Where a file goes whose own name is taken. The id is of the content, which several files may have that nobody hashed: then it is of the file.</summary>
    private TargetPath BesideOf(Manifest manifest)
    {
        TargetPath home = HomeOf(manifest)!.Value;
        string id = RepositoryLayout.IdOf(manifest);
        TargetPath beside = RepositoryLayout.Beside(home, id);
        return _taken.Contains(beside.Value) ? RepositoryLayout.Beside(home, RepositoryLayout.IdOf($"{id}/{PathIdentity.Key(manifest.Media.Path)}")) : beside;
    }
}
