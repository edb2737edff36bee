using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Catalog.Chains;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>Months of some databases made of numbers, so that a failing one can be shrunk. Deeds of all databases come one after the other.</summary>
internal static class RandomShops
{
    /// <summary>The sets of all databases, in the order in which they were taken.</summary>
    public static IReadOnlyList<BackupSet> Of(IReadOnlyList<int> deeds)
    {
        int databases = 1 + (deeds.Count % 3);
        ShopHistory[] shops = [.. Enumerable.Range(0, databases).Select(_ => new ShopHistory())];
        var sets = new List<BackupSet>();
        for (int i = 0; i < deeds.Count; i++)
        {
            int which = (deeds[i] >> 12) % databases;
            ShopHistory shop = shops[which];
            shop.Now = shops.Max(one => one.Now) + TimeSpan.FromMinutes(7);
            int before = shop.Sets.Count;
            Do(shop, deeds[i] & 31, (deeds[i] >> 5) & 127);
            sets.AddRange(shop.Sets.Skip(before).Select(taken => Salted(taken.Set, which, deeds[i])));
        }

        return sets;
    }

    private static void Do(ShopHistory shop, int what, int how)
    {
        shop.Now += TimeSpan.FromMinutes(how % 3 == 0 ? how * 5 : how * 60 / 3);
        if (how % 4 != 0)
            shop.Work((uint)(1 + (how % 3)));
        switch (what)
        {
            case <= 4:
                Take(shop, BackupKind.Full, BackupFlags.None, how);
                break;
            case 5:
                Take(shop, BackupKind.Full, how % 2 == 0 ? BackupFlags.CopyOnly : BackupFlags.Snapshot, how);
                break;
            case <= 9 when shop.Base is not null:
                Take(shop, BackupKind.Differential, BackupFlags.None, how);
                break;
            case <= 23 when shop.CanLog:
                Take(shop, BackupKind.Log, what == 23 ? BackupFlags.BulkLogged : what == 22 ? BackupFlags.CopyOnly : BackupFlags.None, how);
                break;
            case 24 or 25 when shop.Sets.Count > 0:
                BackupSet to = shop.Sets[how % shop.Sets.Count].Set;
                if (to.FamilyGuid == shop.Family)
                    shop.Restore(to.RecoveryForkGuid, to.LastLsn.Block);
                break;
            case 26:
                shop.SetModel(shop.Model == RecoveryModel.Simple ? RecoveryModel.Full : RecoveryModel.Simple);
                break;
            case 27:
                shop.Name = how % 2 == 0 ? "Shop" : "Copy";
                break;
            case 28:
                shop.Instance = how % 3 == 0 ? "TILL2" : "TILL";
                break;
            case 29:
                shop.Offset = TimeSpan.FromHours(how % 3);
                break;
            case 30 when how % 4 == 0:
                shop.Skew = TimeSpan.FromMinutes(how % 8 == 0 ? 0 : how - 64);
                break;
            case 31 when how % 4 == 0:
                shop.DropAndCreate();
                break;
            default:
                break;
        }
    }

    private static void Take(ShopHistory shop, BackupKind kind, BackupFlags flags, int how)
    {
        if (!flags.HasFlag(BackupFlags.Snapshot) || shop.Sets.Count > 3)
            shop.Take(kind, flags, TimeSpan.FromSeconds(1 + how));
    }

    /// <summary>
    /// Each database has sets and forks of its own; the third is of the family of the first, as tills are that were set up from one template. Most sets are ours; some media
    /// tell no offset.
    /// </summary>
    private static BackupSet Salted(BackupSet set, int which, int deed) => set with
    {
        SetGuid = Salted(set.SetGuid, which),
        FamilyGuid = Salted(set.FamilyGuid, which == 2 ? 0 : which),
        RecoveryForkGuid = Salted(set.RecoveryForkGuid, which),
        FirstRecoveryForkGuid = Salted(set.FirstRecoveryForkGuid, which),
        DifferentialBaseGuid = set.DifferentialBaseGuid is { } guid ? Salted(guid, which) : null,
        Database = which == 1 ? "Stock" : set.Database,
        Instance = which == 2 ? "TILL3" : set.Instance,
        Description = (deed >> 7) % 9 == 0 ? "" : SetMark.Describe(words: null, set.SetGuid),
        StartedAt = (deed >> 6) % 17 == 0 ? set.StartedAt with { Offset = null } : set.StartedAt,
        FinishedAt = (deed >> 8) % 31 == 0 ? null : set.FinishedAt,
    };

    private static Guid Salted(Guid guid, int which)
    {
        byte[] bytes = guid.ToByteArray();
        bytes[15] = (byte)(which + 1);
        return new Guid(bytes);
    }
}
