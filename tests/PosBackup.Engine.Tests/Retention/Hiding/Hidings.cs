using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Targets;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>Destroys some of what lies in a shop, unnoticed, and hides some more of it for a while.</summary>
/// <param name="shop">The shop.</param>
/// <param name="random">Draws what.</param>
/// <param name="tell">Is told of each.</param>
internal sealed class Hidings(LaidShop shop, Random random, Action<string> tell)
{
    private readonly List<Action> _back = [];

    /// <summary>The target whose clock shows that the one here is wrong: without it nobody could know. Null while that is right.</summary>
    public RetentionPlace? Witness { get; set; }

    private LaidMedia[] Here => [.. shop.Media.Where(laid => laid.Place.IsHere && !laid.IsBegun)];

    private LaidMedia[] AtTargets => [.. shop.Media.Where(laid => shop.IsIn(laid.Place) && !laid.IsBegun)];

    /// <summary>Destroys one thing for good.</summary>
    public void Destroy()
    {
        switch (random.Next(5))
        {
            case 0 when Pick(Here) is { } laid:
                HeldFile file = laid.Held.Files[random.Next(laid.Held.Files.Count)];
                File.Delete(file.Path);
                Tell("lost", file.Path);
                break;
            case 1 when Pick(Here) is { } laid:
                string disk = Path.GetDirectoryName(laid.Held.Files[0].Path)!;
                foreach (string path in Directory.GetFiles(disk))
                    File.Delete(path);
                Tell("disk burnt", disk);
                break;
            case 2 when Pick(AtTargets) is { } laid:
                TargetPath copy = PathOf(laid);
                shop.StoreOf(laid.Place).Remove(copy);
                if (random.Next(2) == 0)
                    shop.StoreOf(laid.Place).Remove(RepositoryLayout.ManifestOf(copy));
                Tell("lost", $"{laid.Place} {copy}");
                break;
            case 3 when Pick(AtTargets.Where(laid => laid.Place.Medium.Length == 0)) is { } laid:
                shop.Burnt.Add(laid.Place);
                shop.Veils[laid.Place.Target].CallsLeft = 0;
                Tell("burnt", $"{laid.Place}");
                break;
            default:
                break;
        }
    }

    /// <summary>Hides one thing.</summary>
    public void Hide()
    {
        switch (random.Next(10))
        {
            case 0 when Pick(Here) is { } laid:
                HideFile(laid.Held.Files[random.Next(laid.Held.Files.Count)].Path, "file");
                break;
            case 1 when Pick(Here) is { } laid:
                HideManifest(laid.Held.Files[0].Path);
                break;
            case 2 or 3 when Pick(shop.Media.Where(laid => laid.Place.IsHere)) is { } laid:
                HideDisk(Path.GetDirectoryName(laid.Held.Files[0].Path)!);
                break;
            case 4 when Pick(AtTargets) is { } laid:
                TargetPath hidden = PathOf(laid);
                Veil(laid).Add(hidden);
                Tell("hidden copy", $"{laid.Place} {hidden}");
                break;
            case 5 or 6 when Pick(AtTargets) is { } laid:
                HideManifest(laid);
                break;
            case 7 when Pick(AtTargets) is { } laid:
                TargetPath folder = PathOf(laid);
                for (int up = random.Next(1, 6); up > 0; up--)
                    folder = folder.Folder;
                Veil(laid).Add(folder);
                Tell("hidden folder", $"{laid.Place} {folder}");
                break;
            case 8 when Pick(AtTargets) is { } laid:
                shop.Veils[laid.Place.Target].Gone.Add(TargetPath.Root);
                Tell("nothing mounted at", laid.Place.Target);
                break;
            case 9 when Pick(AtTargets.Where(laid => new RetentionPlace(laid.Place.Target) != Witness)) is { } laid:
                shop.Veils[laid.Place.Target].CallsLeft ??= random.Next(2) == 0 ? 0 : random.Next(200);
                Tell($"down after {shop.Veils[laid.Place.Target].CallsLeft} calls", laid.Place.Target);
                break;
            default:
                break;
        }
    }

    /// <summary>Brings all back that was hidden and not deleted.</summary>
    public void Lift()
    {
        foreach (Veil veil in shop.Veils.Values)
            veil.Lift();
        foreach (RetentionPlace place in shop.Burnt)
            shop.Veils[place.Target].CallsLeft = 0;
        for (int i = _back.Count - 1; i >= 0; i--)
            _back[i]();
    }

    private void HideFile(string path, string what)
    {
        if (!File.Exists(path))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(shop.Aside(path))!);
        File.Move(path, shop.Aside(path));
        _back.Add(() => File.Move(shop.Aside(path), path, overwrite: true));
        Tell($"hidden {what}", path);
    }

    private void HideManifest(string media)
    {
        string path = ManifestStore.PathOf(media);
        if (random.Next(2) == 0 || !File.Exists(path))
        {
            HideFile(path, "manifest");
            return;
        }

        byte[] before = File.ReadAllBytes(path);
        File.WriteAllBytes(path, Spoilt(before));
        _back.Add(() =>
        {
            if (File.Exists(path))
                File.WriteAllBytes(path, before);
        });
        Tell("spoilt manifest", path);
    }

    private void HideDisk(string disk)
    {
        if (!Directory.Exists(disk) || Directory.Exists(shop.Aside(disk)))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(shop.Aside(disk))!);
        Directory.Move(disk, shop.Aside(disk));
        bool isEmpty = random.Next(2) == 0;
        if (isEmpty)
            Directory.CreateDirectory(disk);
        _back.Add(() =>
        {
            if (Directory.Exists(disk))
                Directory.Delete(disk, recursive: true);
            Directory.Move(shop.Aside(disk), disk);
        });
        Tell(isEmpty ? "not mounted, empty" : "not mounted", disk);
    }

    private void HideManifest(LaidMedia laid)
    {
        TargetPath path = RepositoryLayout.ManifestOf(PathOf(laid));
        if (shop.StoreOf(laid.Place).Find(path) is not { } file)
            return;

        switch (random.Next(3))
        {
            case 0:
                Veil(laid).Add(path);
                Tell("hidden manifest", $"{laid.Place} {path}");
                break;
            case 1:
                shop.Veils[laid.Place.Target].Unreadable.Add(path);
                Tell("unreadable manifest", $"{laid.Place} {path}");
                break;
            default:
                byte[] before = file.ToArray();
                var behind = new MemoryBehind(shop.StoreOf(laid.Place));
                behind.Write(path, Spoilt(before));
                _back.Add(() =>
                {
                    if (behind.Exists(path))
                        behind.Write(path, before);
                });
                Tell("spoilt manifest", $"{laid.Place} {path}");
                break;
        }
    }

    /// <summary>Half of it, or that of other media.</summary>
    private byte[] Spoilt(byte[] manifest) => random.Next(2) == 0 ? manifest[..(manifest.Length / 2)] : ManifestStore.Format(shop.Media[random.Next(shop.Media.Count)].Manifests[0]);

    private HashSet<TargetPath> Veil(LaidMedia laid) => random.Next(2) == 0 ? shop.Veils[laid.Place.Target].Gone : shop.Veils[laid.Place.Target].Unlisted;

    private TargetPath PathOf(LaidMedia laid) => TargetPath.Parse(laid.Held.Files[random.Next(laid.Held.Files.Count)].Path);

    private LaidMedia? Pick(IEnumerable<LaidMedia> from) => from.ToArray() is { Length: > 0 } all ? all[random.Next(all.Length)] : null;

    private void Tell(string what, string where) => tell($"{what}: {where}");
}
