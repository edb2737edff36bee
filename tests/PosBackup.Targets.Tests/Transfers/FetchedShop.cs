using System.Security.Cryptography;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Tests.Catalog.Chains;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Targets in memory that hold the backups of a database that lived, and a folder to fetch them to.</summary>
internal sealed class FetchedShop : IDisposable, ITargetOpener
{
    public const string StoreName = "0042";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, IBackupTarget> _targets = new(StringComparer.OrdinalIgnoreCase);

    public FetchedShop() => Add(Target);

    public ShopHistory History { get; } = new();

    /// <summary>The target that most tests are about.</summary>
    public InMemoryTarget Target { get; } = new(new MemoryStore()) { Name = "hq" };

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What each file that was shipped is.</summary>
    public Dictionary<string, byte[]> Content { get; } = new(StringComparer.Ordinal);

    public string Folder => _folder.File("fetched");

    public FetchOptions Latest => new() { Targets = Definitions("hq"), Database = "Shop", Folder = Folder, Store = StoreName };

    public static TargetDefinition[] Definitions(params string[] names) => [.. names.Select(name => new FolderDefinition { Name = name, Path = "/" })];

    public void Add(IBackupTarget target) => _targets[target.Name] = target;

    public IBackupTarget Open(TargetDefinition definition) => _targets[definition.Name];

    /// <summary>Takes a backup of random bytes, as a run of sync leaves it on targets.</summary>
    public TargetPath Take(BackupKind kind, int length, string name, params MemoryStore[] stores)
    {
        History.Work();
        BackupSet set = History.Take(kind).Set;
        History.Now += TimeSpan.FromMinutes(10);
        return Ship(set, length, name, stores);
    }

    /// <summary>A media file with a manifest beside it.</summary>
    public TargetPath Ship(BackupSet set, int length, string name, MemoryStore[] stores, string store = StoreName)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        Manifest manifest = SomeMedia.Manifest("/var/" + name, set) with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
        manifest = manifest with { Media = manifest.Media with { Length = length } };
        TargetPath path = RepositoryLayout.PathOf(store, manifest)!.Value;
        Content[path.Value] = content;
        foreach (MemoryStore one in stores.Length == 0 ? [Target.Store] : stores)
        {
            Put(path, content, one);
            Put(RepositoryLayout.ManifestOf(path), ManifestStore.Format(manifest), one);
        }

        return path;
    }

    public void Put(TargetPath path, byte[] content, MemoryStore? store = null)
    {
        MemoryFile file = (store ?? Target.Store).FindOrMake(path);
        file.SetLength(0);
        file.Write(0, content);
    }

    public void Put(string path, string text) => Put(TargetPath.Parse(path), Encoding.UTF8.GetBytes(text));

    public Task<FetchPlan> PlanAsync(FetchOptions options) => Runner().PlanAsync(options, NullObserver.Instance);

    public Task<FetchReport> FetchAsync(FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        Runner().RunAsync(options ?? Latest, NullObserver.Instance, cancellationToken);

    /// <summary>The path here of what lies there.</summary>
    public string Here(TargetPath path) => Path.Combine([Folder, .. path.Names]);

    /// <summary>The file is here, as it was backed up, and described.</summary>
    public void AssertHere(TargetPath path)
    {
        Assert.True(Content[path.Value].AsSpan().SequenceEqual(File.ReadAllBytes(Here(path))), $"{path} is other content");
        Manifest manifest = ManifestStore.Parse(File.ReadAllBytes(ManifestStore.PathOf(Here(path))), Here(path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Content[path.Value])), manifest.Sha256);
        Assert.Equal((Engine.Media.VerificationLevel.L0, Engine.Media.Verdict.Intact), (manifest.LatestProof()!.Level, manifest.LatestProof()!.Verdict));
    }

    /// <summary>Parts that are left here.</summary>
    public string[] Parts() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.part", SearchOption.AllDirectories) : [];

    /// <summary>All files here.</summary>
    public string[] Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [];

    public static RestoreMoment EndOf(TakenSet taken) => new RestoreMoment.EndOfSet(taken.Set.SetGuid);

    public void Dispose() => _folder.Dispose();

    private FetchRunner Runner() => new(this, Clock) { Retry = new RetryOptions { FirstWait = TimeSpan.Zero } };
}
