using Microsoft.Data.Sqlite;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Files;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Targets.Folder;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// The local index of manifests, runs, drills and copies on targets: what is expected to exist. Losing it loses no backup; <see cref="RebuildAsync"/> makes it anew
/// from the files. Safe for several threads and processes at once. Nothing is opened before the first call.
/// </summary>
/// <param name="path">The SQLite file; made, with its folder, by the first thing that is written into it.</param>
/// <param name="time">The clock; null is the system's.</param>
/// <remarks>Every method throws <see cref="PosBackupException"/> with <see cref="ErrorCode.CatalogUnavailable"/> when the file cannot be used.</remarks>
public sealed class BackupCatalog(string path, TimeProvider? time = null)
{
    /// <summary>How far back the last value of an assertion is looked for: one that was left out for longer begins anew.</summary>
    private const int EarlierDrills = 100;

    private readonly CatalogDatabase _database = new(path);
    private readonly CatalogReserve _reserve = new(path);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Full path of the SQLite file.</summary>
    public string Path => _database.Path;

    /// <summary>Whether there is a catalog already. Where there is none, nothing is known.</summary>
    public bool Exists => _database.Exists;

    /// <summary>Records media files and what a run did, in one transaction. A media file recorded before is replaced.</summary>
    /// <param name="manifests">The media files, each with its path; may be empty.</param>
    /// <param name="run">What the run did for one database; null when there was no run.</param>
    public void Record(IReadOnlyList<Manifest> manifests, RecordedRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        Write(connection =>
        {
            foreach (Manifest manifest in manifests)
                CatalogRows.Put(connection, manifest);

            if (run is not null)
                CatalogRows.Put(connection, run);
        });
    }

    /// <summary>Records media files that were just read and verified where they lie, each with that proof as its last: it proves a copy as well, where the file lies in the folder of a target.</summary>
    /// <param name="manifests">The media files, each with its path.</param>
    public void RecordVerified(IReadOnlyList<Manifest> manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        Write(connection =>
        {
            foreach (Manifest manifest in manifests)
            {
                CatalogRows.Put(connection, manifest);
                if (ReadBack.Of(manifest) is { } read)
                    ReadBackRows.Put(connection, read);
            }
        });
    }

    /// <summary>The sets that match, oldest first, each with a look at its file.</summary>
    public IReadOnlyList<CatalogEntry> List(CatalogFilter? filter = null)
    {
        filter ??= new CatalogFilter();
        Func<BackupSet, bool> isTaken = filter.ForMany();
        string[] under = [.. filter.Under.Select(PathIdentity.Key)];
        var presences = new Dictionary<Manifest, MediaPresence>(ReferenceEqualityComparer.Instance);
        return
        [
            .. Read(connection => CatalogRows.Sets(connection, filter))
                .Where(row => isTaken(row.Set))
                .Where(row => under.Length == 0 || IsWithinAny(PathIdentity.Key(row.Manifest.Media.Path), under))
                .Select(row => new CatalogEntry(row.Manifest, row.Set, Presence(row.Manifest))),
        ];

        MediaPresence Presence(Manifest manifest)
        {
            if (!presences.TryGetValue(manifest, out MediaPresence presence))
                presences.Add(manifest, presence = Look(manifest.Media));

            return presence;
        }
    }

    /// <summary>Paths of all media files that are expected, without a look at any.</summary>
    public IReadOnlyList<string> MediaPaths() => Read(CatalogRows.Paths);

    /// <summary>The databases of which the catalog knows a set, by instance and name.</summary>
    public IReadOnlyList<CatalogedDatabase> Databases() => Read(CatalogRows.Databases);

    /// <summary>The newest runs, newest first.</summary>
    /// <param name="count">How many at most, from 1.</param>
    public IReadOnlyList<RecordedRun> Runs(int count = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Read(connection => CatalogRows.Runs(connection, count));
    }

    /// <summary>Records a drill; one with the same id is replaced.</summary>
    public void Record(RecordedDrill drill)
    {
        ArgumentNullException.ThrowIfNull(drill);
        Write(connection => DrillRows.Put(connection, drill));
    }

    /// <summary>The newest drills that match, newest first.</summary>
    /// <param name="count">How many at most, from 1.</param>
    /// <param name="filter">Which; null is all.</param>
    public IReadOnlyList<RecordedDrill> Drills(int count = 100, DrillFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        filter ??= new DrillFilter();
        return _database.Use(connection => DrillRows.Newest(connection, filter, count, database => NameComparer.AnyInstance.MatchesAny(database, filter.Databases)));
    }

    /// <summary>
    /// What assertions found before, by name: for each the value of the drill of this family that passed at the latest moment not after
    /// this one. A drill of last month says nothing against one of last year. Stores whose databases were restored from one template share
    /// a family: the instance tells them apart.
    /// </summary>
    internal IReadOnlyDictionary<string, AssertionValue> EarlierValues(Guid family, string instance, DateTimeOffset moment)
    {
        var values = new Dictionary<string, AssertionValue>(StringComparer.OrdinalIgnoreCase);
        foreach (RecordedDrill drill in _database.Use(connection => DrillRows.PassedUpTo(connection, family, instance, moment, EarlierDrills)))
        {
            foreach (RecordedAssertion assertion in drill.Assertions)
            {
                if (assertion.Value is { } value)
                    values.TryAdd(assertion.Name, value);
            }
        }

        return values;
    }

    /// <summary>Records copies that were just proven; what was known of the same path on the same target gives way.</summary>
    public void Record(BackupCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        Write(connection => CopyRows.Put(connection, copy));
    }

    /// <summary>Records that a target was reached. A sighting without a speed keeps the one that was known.</summary>
    public void Record(TargetSighting seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        Write(connection => CopyRows.Put(connection, seen));
    }

    /// <summary>The copies that were proven, by target and path.</summary>
    /// <param name="target">Only of this target; null for all.</param>
    public IReadOnlyList<BackupCopy> Copies(string? target = null) => Read(connection => CopyRows.All(connection, target));

    /// <summary>What was read back where it lies, by path.</summary>
    internal IReadOnlyList<ReadBack> ReadBacks() => Read(ReadBackRows.All);

    /// <summary>When targets, and the media that take turns at them, were last reached.</summary>
    public IReadOnlyList<TargetSighting> TargetsSeen() => Read(CopyRows.Seen);

    /// <summary>No longer counts on a copy that is gone or is not what it was.</summary>
    public void Forget(BackupCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ForgetCopy(copy.Target, copy.Medium, copy.Path);
    }

    /// <summary>The same of whatever is known of that path on that medium; nothing happens when nothing is.</summary>
    internal void ForgetCopy(string target, string medium, string path) => Write(connection => CopyRows.Remove(connection, target, medium, path));

    /// <summary>No longer expects a media file; nothing happens when it was not expected.</summary>
    public void Forget(string mediaPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaPath);
        Write(connection => Drop(connection, mediaPath));
    }

    /// <summary>Lets the room go that is kept beside it for a full disk, where that is full; disposed of, it is taken back.</summary>
    internal IDisposable LendReserve() => _reserve.Lend();

    /// <summary>Keeps some room beside it for the day on which its disk is full, where there is a catalog and room.</summary>
    internal void KeepReserve()
    {
        if (_database.Exists)
            _reserve.Keep();
    }

    /// <summary>The end of the audit log, as it was last written; null when nothing was.</summary>
    public AuditHead? AuditHead() => _database.Exists ? _database.Use(AuditRows.Head) : null;

    /// <summary>Records the end of the audit log. It never goes back.</summary>
    public void Record(AuditHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        Write(connection => AuditRows.Put(connection, head));
    }

    /// <summary>The newest file of holds that was seen; null when none was.</summary>
    internal KnownHolds? KnownHolds() => _database.Exists ? _database.Use(HoldRows.Known) : null;

    /// <summary>Records the file of holds. It never goes back.</summary>
    internal void Record(KnownHolds holds) => Write(connection => HoldRows.Put(connection, holds));

    /// <summary>
    /// Makes the catalog of these folders anew from the manifests in them and, where those are missing or tell of other content, from the
    /// media. What it knew of these folders and is not found any more is dropped; media elsewhere, media below a folder that cannot be
    /// read, runs and drills are kept. A folder that is gone or empty may be a disk that is not mounted: what is expected there is kept and told;
    /// <see cref="Forgetting.ForgetRunner"/> forgets it. A catalog that is damaged is set aside first; a file that never was one is refused and left as it is.
    /// What another process records meanwhile wins.
    /// </summary>
    /// <param name="folders">The folders, with their subfolders.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    public async Task<CatalogRebuild> RebuildAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        string? aside = _database.IsDamaged() ? _database.SetAside(_time.GetUtcNow()) : null;
        long revision = _database.Use(CatalogRows.Revision);

        var surveyed = new List<SurveyedMedia>();
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(folders, cancellationToken).ConfigureAwait(false))
            surveyed.Add(media);

        RebuildProblem[] problems = [.. surveyed.SelectMany(RebuildRules.Problems)];
        SurveyedMedia[] found = [.. surveyed.Where(RebuildRules.IsMedia)];
        Manifest[] manifests = [.. found.Select(media => media.Manifest ?? Manifest.FromMedia(media.Inspection!.Media))];
        var folder = new UnseenFolders();
        string[] looked = [.. folders.Select(PathIdentity.Key)];
        string[] unread = [.. problems.Where(problem => problem.IsUnread && !UnseenFolders.IsGone(problem.Path)).Select(problem => PathIdentity.Key(problem.Path))];
        HashSet<string> keep = [.. manifests.Select(manifest => PathIdentity.Key(manifest.Media.Path))];
        List<string> dropped = [];
        Write(connection =>
        {
            foreach ((string key, string path) in CatalogRows.PathsUpTo(connection, revision))
            {
                if (IsWithinAny(key, looked) && !keep.Contains(key) && !IsWithinAny(key, unread) && folder.LetsGo(path))
                {
                    Drop(connection, path);
                    dropped.Add(path);
                }
            }

            foreach (Manifest manifest in manifests)
                CatalogRows.PutUnlessNewer(connection, manifest, revision);
        });

        return new CatalogRebuild
        {
            Media = manifests.Length,
            Sets = manifests.Sum(manifest => manifest.Media.Sets.Count),
            FromManifests = found.Count(media => media.Manifest is not null),
            Dropped = dropped,
            Problems = folder.Join(problems),
            Unseen = folder.Kept,
            SetAside = aside,
        };
    }

    private static bool IsWithinAny(string key, string[] folderKeys) => Array.Exists(folderKeys, folder => PathIdentity.IsWithin(key, folder));

    private static void Drop(SqliteConnection connection, string mediaPath)
    {
        CatalogRows.Remove(connection, PathIdentity.Key(mediaPath));
        ReadBackRows.Remove(connection, PathIdentity.Key(RealPath.Of(mediaPath)));
    }

    private static MediaPresence Look(MediaFile media)
    {
        var file = new FileInfo(media.Path);
        return FolderPaths.IsLink(media.Path) ? MediaPresence.Linked
            : !file.Exists ? MediaPresence.Missing
            : file.Length != media.Length ? MediaPresence.Changed
            : MediaPresence.Present;
    }

    /// <summary>Reading makes no catalog: one under a mistyped path would hide the mistake.</summary>
    private IReadOnlyList<T> Read<T>(Func<SqliteConnection, IReadOnlyList<T>> work) => _database.Exists ? _database.Use(work) : [];

    private void Write(Action<SqliteConnection> work) => _database.Use(connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        CatalogRows.NextRevision(connection);
        work(connection);
        transaction.Commit();
        return true;
    });
}
