using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>A life of the shop's database made of numbers, so that a failing one can be shrunk.</summary>
internal static class RandomLife
{
    private static readonly Fate[] Fates = [Fate.Twice, Fate.Damaged, Fate.Gone, Fate.Forgotten, Fate.Foreign, Fate.StripeLost, Fate.Unfinished];

    public static ShopHistory Of(IReadOnlyList<int> deeds)
    {
        var shop = new ShopHistory();
        foreach (int deed in deeds)
            Do(shop, deed & 15, deed >> 4);

        return shop;
    }

    private static void Do(ShopHistory shop, int what, int how)
    {
        shop.Now += TimeSpan.FromSeconds(1 + (how % 700));
        switch (what)
        {
            case 0 or 1 or 2:
                shop.Work((uint)(1 + (how % 4)));
                break;
            case 3 or 4:
                Take(shop, BackupKind.Full, what == 3 && how % 3 == 0 ? BackupFlags.CopyOnly : BackupFlags.None, how);
                break;
            case 5 or 6 when shop.Base is not null:
                Take(shop, BackupKind.Differential, BackupFlags.None, how);
                break;
            case >= 7 and <= 12 when shop.CanLog:
                Take(shop, BackupKind.Log, what == 12 ? BackupFlags.BulkLogged : what == 11 && how % 2 == 0 ? BackupFlags.CopyOnly : BackupFlags.None, how);
                break;
            case 13 or 14 when shop.Sets.Count > 0:
                Restore(shop, how);
                break;
            case 15 when how % 4 == 0:
                shop.SetModel(shop.Model == RecoveryModel.Simple ? RecoveryModel.Full : RecoveryModel.Simple);
                break;
            default:
                break;
        }
    }

    private static void Take(ShopHistory shop, BackupKind kind, BackupFlags flags, int how)
    {
        TakenSet taken = shop.Take(kind, flags, TimeSpan.FromSeconds(1 + (how % 20)), 1_000_000L * (1 + (how % 5000)));
        if (how % 5 == 0)
            taken.Fate = Fates[how / 5 % Fates.Length];
    }

    /// <summary>To the end of a set, or to the middle of its log.</summary>
    private static void Restore(ShopHistory shop, int how)
    {
        BackupSet set = shop.Sets[how / 4 % shop.Sets.Count].Set;
        uint first = set.FirstLsn.Block;
        uint last = set.LastLsn.Block;
        bool isInside = how % 4 == 1 && set.Kind == BackupKind.Log && last > first + 1 && set.ForkPointLsn is null;
        uint lsn = isInside ? first + 1 + (uint)(how % (last - first - 1)) : last;
        shop.Restore(set.RecoveryForkGuid, lsn, isInside && how % 8 == 1 ? first : null);
    }
}
