using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>A store with backup files of random bytes, and their catalog.</summary>
internal abstract class LocalStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Guid _family = Guid.NewGuid();
    private int _minutes;

    protected LocalStore() => Catalog = new BackupCatalog(_folder.File("catalog.db"));

    public BackupCatalog Catalog { get; private set; }

    /// <summary>Where uploads under way are remembered; where the program looks for it when nobody says.</summary>
    protected string Journals => _folder.File("transfers");

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
        return Backup(name, length, SomeMedia.Set(database, kind, finishedAt: at ?? SomeMedia.Noon.AddMinutes(_minutes++)) with { FamilyGuid = _family });
    }

    /// <summary>The same of a set that somebody took.</summary>
    public Manifest Backup(string name, int length, BackupSet set)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        System.IO.File.WriteAllBytes(File(name), content);
        return Record(SomeMedia.Manifest(File(name), set) with { Sha256 = Hash(content) }, length);
    }

    /// <summary>Appends a set to a media file, as a later backup would.</summary>
    public Manifest Append(Manifest manifest, int length)
    {
        using (FileStream stream = System.IO.File.Open(manifest.Media.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            stream.Write(RandomNumberGenerator.GetBytes(length));
        byte[] content = System.IO.File.ReadAllBytes(manifest.Media.Path);
        BackupSet set = SomeMedia.Set(position: manifest.Media.Sets.Count + 1, kind: BackupKind.Log, finishedAt: SomeMedia.Noon.AddMinutes(_minutes++)) with { FamilyGuid = _family };
        return Record(manifest with { Sha256 = Hash(content), Media = manifest.Media with { Sets = [.. manifest.Media.Sets, set] } }, content.Length);
    }

    /// <summary>The same media file once more, in another folder here and in the catalog.</summary>
    public Manifest CopyHere(Manifest manifest, string folder)
    {
        Directory.CreateDirectory(File(folder));
        string path = File(Path.Combine(folder, Path.GetFileName(manifest.Media.Path)));
        System.IO.File.Copy(manifest.Media.Path, path);
        return Record(manifest with { Media = manifest.Media with { Path = path } }, manifest.Media.Length);
    }

    /// <summary>What a rebuild knows of a file whose manifest is gone: no hash.</summary>
    public Manifest ForgetHash(Manifest manifest) => Record(manifest with { Sha256 = null }, manifest.Media.Length);

    /// <summary>Spoils the media file here, and keeps its length and time.</summary>
    public static void Rot(Manifest manifest)
    {
        DateTime time = System.IO.File.GetLastWriteTimeUtc(manifest.Media.Path);
        using (FileStream file = System.IO.File.OpenWrite(manifest.Media.Path))
        {
            file.Position = manifest.Media.Length / 2;
            file.Write([9, 9, 9]);
        }

        System.IO.File.SetLastWriteTimeUtc(manifest.Media.Path, time);
    }

    /// <summary>The media file here.</summary>
    public byte[] Here(Manifest manifest) => System.IO.File.ReadAllBytes(manifest.Media.Path);

    public void Dispose() => _folder.Dispose();

    private Manifest Record(Manifest manifest, long length)
    {
        manifest = manifest with { Media = manifest.Media with { Length = length } };
        Catalog.Record([manifest]);
        return manifest;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
