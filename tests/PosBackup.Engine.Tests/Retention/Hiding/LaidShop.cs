using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Retention.Audit;
using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>A shop as it really is: media files here on some disks and copies of them at targets, with manifests, a catalog that knows of all of it, and an audit log.</summary>
internal sealed class LaidShop : ITargetOpener, IDisposable
{
    public const string Store = "0042";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<RetentionPlace, MemoryStore> _stores = [];

    /// <param name="clock">The clock of the log; null is the system's.</param>
    public LaidShop(TimeProvider? clock = null)
    {
        Catalog = new BackupCatalog(_folder.File("state/catalog.db"));
        Log = AuditLog.Beside(Catalog, clock);
    }

    public BackupCatalog Catalog { get; }

    public AuditLog Log { get; }

    /// <summary>Where uploads under way are remembered.</summary>
    public string Journals => _folder.File("transfers");

    /// <summary>All that was laid.</summary>
    public List<LaidMedia> Media { get; } = [];

    /// <summary>Places that burnt down, and that nobody reaches any more.</summary>
    public HashSet<RetentionPlace> Burnt { get; } = [];

    /// <summary>What each target hides.</summary>
    public Dictionary<string, Veil> Veils { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the clock of each target shows.</summary>
    public Dictionary<string, DateTimeOffset> Clocks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The medium that is in, of targets whose media take turns.</summary>
    public Dictionary<string, string> MediaIn { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders of this machine that targets are.</summary>
    public Dictionary<string, string> LocalFolders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A folder of this machine.</summary>
    public string Disk(int number) => _folder.File($"disk{number}");

    /// <summary>Where what is hidden here lies meanwhile.</summary>
    public string Aside(string path) => _folder.File($"aside/{Path.GetFileName(path)}");

    /// <summary>Whether it is a target, with the medium that is in.</summary>
    public bool IsIn(RetentionPlace place) => !place.IsHere && string.Equals(MediaIn.GetValueOrDefault(place.Target, ""), place.Medium, StringComparison.Ordinal);

    public MemoryStore StoreOf(RetentionPlace place)
    {
        if (!_stores.TryGetValue(place, out MemoryStore? store))
            _stores.Add(place, store = new MemoryStore());
        return store;
    }

    public IBackupTarget Open(TargetDefinition definition)
    {
        string medium = MediaIn.GetValueOrDefault(definition.Name, "");
        var inner = new InMemoryTarget(StoreOf(new RetentionPlace(definition.Name, medium)), new ManualClock(Clocks[definition.Name])) { Name = definition.Name, Medium = medium.Length == 0 ? null : medium, LocalFolder = LocalFolders.GetValueOrDefault(definition.Name) };
        return new VeiledTarget(inner, Veils[definition.Name]);
    }

    public static TargetDefinition Define(string name, bool appendOnly = false) =>
        new SftpDefinition { Name = name, Endpoint = new SshEndpoint { Host = "nowhere", User = "nobody" }, Path = name.ToLowerInvariant(), AppendOnly = appendOnly };

    /// <summary>Lays a media set in a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="id">The media set.</param>
    /// <param name="stripes">How many stripes it has.</param>
    /// <param name="sets">The sets on it.</param>
    /// <param name="verdict">What the newest verification said; null for none.</param>
    /// <param name="provenAt">When a copy was proven; null where that counts for nothing.</param>
    /// <param name="disk">The folder, here.</param>
    public LaidMedia Lay(RetentionPlace place, Guid id, int stripes, BackupSet[] sets, Verdict? verdict, DateTimeOffset? provenAt, int disk)
    {
        var manifests = new List<Manifest>();
        for (int stripe = 1; stripe <= stripes; stripe++)
        {
            byte[] content = TinyMedia.Make(id, stripe, stripes, sets);
            string name = $"m{id.ToByteArray()[0]}{(stripes > 1 ? $"_{stripe}" : "")}.bak";
            Manifest manifest = Describe(Path.Combine(Disk(disk), name), content, id, stripe, stripes, sets, verdict, provenAt);
            if (place.IsHere)
                WriteHere(manifest, content);
            else
                manifest = WriteThere(place, manifest, content);
            manifests.Add(manifest);
        }

        var held = new HeldMedia
        {
            Place = place,
            MediaSetId = id,
            Stripes = stripes,
            Files = [.. manifests.Select(manifest => new HeldFile(manifest.Media.Path, manifest.Media.Stripe, manifest.Media.Length, manifest.Sha256))],
            Sets = sets,
            Verdict = verdict,
            ProvenAt = place.IsHere ? null : provenAt,
        };
        var laid = new LaidMedia(held, manifests);
        Media.Add(laid);
        return laid;
    }

    /// <summary>Tells the catalog of all that was laid.</summary>
    public void Record()
    {
        Catalog.Record([.. Media.Where(one => one.Place.IsHere).SelectMany(one => one.Manifests)]);
        new CatalogDatabase(Catalog.Path).Use(connection =>
        {
            using var transaction = connection.BeginTransaction();
            foreach (LaidMedia laid in Media.Where(one => one.Held.ProvenAt is not null))
            {
                foreach (Manifest manifest in laid.Manifests)
                    CopyRows.Put(connection, Copy(laid, manifest));
            }

            transaction.Commit();
            return true;
        });
    }

    /// <summary>Has the catalog know that somebody read a copy where its target is a folder of this machine. The manifest beside it stays as it is.</summary>
    /// <returns>The manifest, with what was found.</returns>
    public Manifest ReadBack(LaidMedia laid, string folder, Verdict verdict, DateTimeOffset at)
    {
        Manifest read = laid.Manifests[0].With(SomeMedia.Proof(verdict, at: at));
        Catalog.RecordVerified([read with { Media = read.Media with { Path = Path.Combine(folder, laid.Held.Files[0].Path) } }]);
        return read;
    }

    /// <summary>Puts another manifest beside a copy.</summary>
    public void WriteBeside(LaidMedia laid, Manifest manifest) => new MemoryBehind(StoreOf(laid.Place)).Write(RepositoryLayout.ManifestOf(TargetPath.Parse(laid.Held.Files[0].Path)), ManifestStore.Format(manifest));

    /// <summary>The log as a run leaves it that is killed when it has begun to remove media.</summary>
    public Task BeginAsync(LaidMedia laid)
    {
        laid.IsBegun = true;
        return Log.AppendAsync([Tombstone.Of(AuditKind.Removing, new MediaDecision(laid.Held, IsRemoved: true, [.. laid.Held.Sets.Select(set => new SetDecision(set, [], RemoveReason.Expired))]), laid.Place.IsHere ? null : Define(laid.Place.Target).Address, "expired", SomeAudit.Actor)]);
    }

    /// <summary>What really lies in a place, hidden or not: media of which every file that is there is what it was and can be told.</summary>
    public IReadOnlyList<HeldMedia> Look() =>
    [
        .. Media.Where(laid => !Burnt.Contains(laid.Place))
            .Select(laid => laid.Held with { IsBeingRemoved = laid.IsBegun, Files = [.. laid.Held.Files.Where((file, i) => IsThere(laid.Place, file, laid.Manifests[i]))] })
            .Where(held => held.Files.Count > 0),
    ];

    /// <summary>Files here and copies that the catalog expects.</summary>
    public HashSet<string> Expected() =>
    [
        .. Catalog.List().Select(entry => entry.Path),
        .. Catalog.Copies().Select(copy => $"{new RetentionPlace(copy.Target, copy.Medium)}: {copy.Path}"),
    ];

    public void Dispose() => _folder.Dispose();

    private bool IsThere(RetentionPlace place, HeldFile file, Manifest manifest)
    {
        if (place.IsHere)
            return File.Exists(file.Path) && new FileInfo(file.Path).Length == file.Length;

        MemoryStore store = StoreOf(place);
        var path = TargetPath.Parse(file.Path);
        return store.Find(path)?.Length == file.Length && store.Find(RepositoryLayout.ManifestOf(path)) is { } beside && beside.ToArray().AsSpan().SequenceEqual(ManifestStore.Format(manifest));
    }

    private static Manifest Describe(string path, byte[] content, Guid id, int stripe, int stripes, BackupSet[] sets, Verdict? verdict, DateTimeOffset? at) => new()
    {
        ToolVersion = "0.1.0",
        Media = new MediaFile { Path = path, Length = content.Length, Container = MediaContainer.Mtf, MediaSetId = id, Stripe = stripe, Stripes = stripes, Sets = sets },
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Proofs = verdict is { } said ? [SomeMedia.Proof(said, at: at)] : [],
    };

    private static void WriteHere(Manifest manifest, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(manifest.Media.Path)!);
        File.WriteAllBytes(manifest.Media.Path, content);
        File.WriteAllBytes(ManifestStore.PathOf(manifest.Media.Path), ManifestStore.Format(manifest));
    }

    private Manifest WriteThere(RetentionPlace place, Manifest manifest, byte[] content)
    {
        TargetPath path = RepositoryLayout.PathOf(Store, manifest)!.Value;
        var behind = new MemoryBehind(StoreOf(place));
        behind.Write(path, content);
        behind.Write(RepositoryLayout.ManifestOf(path), ManifestStore.Format(manifest));
        return manifest with { Media = manifest.Media with { Path = path.Value } };
    }

    /// <summary>Records of older versions tell no sets: what is not seen of such a copy, nobody can tell.</summary>
    private static bool IsOfAnOlderVersion(LaidMedia laid) => laid.Held.MediaSetId.ToByteArray()[0] % 3 == 0;

    private static BackupCopy Copy(LaidMedia laid, Manifest manifest) => new()
    {
        Target = laid.Place.Target,
        Medium = laid.Place.Medium,
        Address = Define(laid.Place.Target).Address,
        Source = manifest.Media.Path,
        Path = manifest.Media.Path,
        Sha256 = manifest.Sha256!,
        Length = manifest.Media.Length,
        MediaSetId = manifest.Media.MediaSetId,
        Stripe = manifest.Media.Stripe,
        SetGuids = [.. manifest.Media.Sets.Select(set => set.SetGuid)],
        Sets = IsOfAnOlderVersion(laid) ? [] : [.. manifest.Media.Sets.Select(set => set with { Files = [] })],
        ShippedAt = laid.Held.ProvenAt!.Value,
        ProvenAt = laid.Held.ProvenAt.Value,
        Depth = VerificationDepth.ServerHash,
        ToolVersion = "0.1.0",
    };
}
