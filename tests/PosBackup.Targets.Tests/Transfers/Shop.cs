using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>A store with backup files, their catalog, and targets in memory to ship them to.</summary>
internal sealed class Shop : IDisposable, ITargetOpener
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Func<IBackupTarget>> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Guid _family = Guid.NewGuid();
    private int _minutes;

    public Shop()
    {
        Catalog = new BackupCatalog(_folder.File("catalog.db"));
        Add(Target);
    }

    public BackupCatalog Catalog { get; private set; }

    /// <summary>The target that most tests are about.</summary>
    public InMemoryTarget Target { get; } = new(new MemoryStore()) { Name = "hq" };

    public VerificationDefinition Verification { get; set; } = new() { WholeUpTo = 0, Blocks = 4 };

    public bool AppendOnly { get; set; }

    /// <summary>Connections for one file.</summary>
    public int Connections { get; set; } = 1;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public void Add(IBackupTarget target) => _targets[target.Name] = () => target;

    public IBackupTarget Open(TargetDefinition definition) => _targets[definition.Name]();

    public string File(string name) => _folder.File(name);

    /// <summary>A catalog that was lost, and what its rebuild knows of the files here.</summary>
    public void LoseCatalog(params Manifest[] manifests)
    {
        Catalog = new BackupCatalog(_folder.File("catalog2.db"));
        Catalog.Record(manifests);
    }

    /// <summary>A media file of random bytes, in the catalog.</summary>
    public Manifest Backup(string name, int length, BackupKind kind = BackupKind.Full, string database = "Shop", DateTimeOffset? at = null)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        System.IO.File.WriteAllBytes(File(name), content);
        BackupSet set = SomeMedia.Set(database, kind, finishedAt: at ?? SomeMedia.Noon.AddMinutes(_minutes++)) with { FamilyGuid = _family };
        return Record(SomeMedia.Manifest(File(name), set) with { Sha256 = Hash(content) }, length);
    }

    /// <summary>Appends a set to a media file, as a later backup would.</summary>
    public Manifest Append(Manifest manifest, int length)
    {
        using (FileStream stream = System.IO.File.Open(manifest.Media.Path, FileMode.Append))
            stream.Write(RandomNumberGenerator.GetBytes(length));
        byte[] content = System.IO.File.ReadAllBytes(manifest.Media.Path);
        BackupSet set = SomeMedia.Set(position: manifest.Media.Sets.Count + 1, kind: BackupKind.Log, finishedAt: SomeMedia.Noon.AddMinutes(_minutes++)) with { FamilyGuid = _family };
        return Record(manifest with { Sha256 = Hash(content), Media = manifest.Media with { Sets = [.. manifest.Media.Sets, set] } }, content.Length);
    }

    public Task<SyncReport> ShipAsync(CancellationToken cancellationToken = default, params string[] targets) =>
        Runner().RunAsync(Options(targets), NullObserver.Instance, cancellationToken);

    /// <summary>Ships to the one target; gives the results of its files by name.</summary>
    public async Task<TargetSyncResult> ShipOnceAsync(CancellationToken cancellationToken = default) => Assert.Single((await ShipAsync(cancellationToken)).Targets);

    public async Task<SyncPlan> PlanAsync(TimeSpan? rpo = null) =>
        Assert.Single(await Runner().PlanAsync(Options([]) with { Rpo = rpo }, NullObserver.Instance)).Plan!;

    /// <summary>The content of a file at the target; null when it is not there.</summary>
    public byte[]? At(TargetPath path) => Target.Store.Find(path)?.ToArray();

    public byte[]? At(string path) => At(TargetPath.Parse(path));

    /// <summary>The media file here.</summary>
    public byte[] Here(Manifest manifest) => System.IO.File.ReadAllBytes(manifest.Media.Path);

    public void Dispose() => _folder.Dispose();

    private SyncRunner Runner() => new(Catalog, this, _folder.File("transfers"), Clock) { Retry = new RetryOptions { FirstWait = TimeSpan.Zero } };

    private SyncOptions Options(string[] targets) => new()
    {
        Store = "0042",
        Targets = [.. (targets.Length == 0 ? ["hq"] : targets).Select(name => new SftpDefinition
        {
            Name = name, Endpoint = new SshEndpoint { Host = "nowhere", User = "nobody" }, Verification = Verification, AppendOnly = AppendOnly, Connections = Connections,
        })],
        Seed = 7,
    };

    private Manifest Record(Manifest manifest, long length)
    {
        manifest = manifest with { Media = manifest.Media with { Length = length } };
        Catalog.Record([manifest]);
        return manifest;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
