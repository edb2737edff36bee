using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>
/// Histories as pictures. Every set takes ten seconds and is begun on the hour, the first at 08:00; before each the shop works for a while.
/// <code>
/// F full    C copy-only full    V snapshot (VSS) full    D differential    P file backup
/// L log     K copy-only log     T tail-log               B bulk-logged log
///
/// behind a set:  * damaged   ? suspect   - its file is gone   ~ cut off   / lacks a stripe   = in two places   ! only msdb knows it
///                ^ forgotten by everybody
/// before a set:  . nothing happened before it
///
/// w       an hour without a backup            r3      restored to the end of set 3, half an hour before the next set
/// x       dropped and made anew               n:Name  renamed             i:Name  restored set is on that instance now
/// s, f    to SIMPLE, to FULL                  o+2     offset of the clock from here on, in hours
/// j-120   clock set wrong by so many minutes
/// </code>
/// </summary>
internal static class Drawn
{
    public static ShopHistory Chain(string picture)
    {
        var shop = new ShopHistory();
        DateTimeOffset next = ShopHistory.Morning;
        foreach (string token in picture.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (token[0])
            {
                case 'w':
                    next += TimeSpan.FromHours(1);
                    break;
                case 'r':
                    BackupSet to = shop.Sets[int.Parse(token.AsSpan(1), CultureInfo.InvariantCulture) - 1].Set;
                    shop.Now = next - TimeSpan.FromMinutes(30);
                    shop.Restore(to.RecoveryForkGuid, to.LastLsn.Block);
                    break;
                case 'x':
                    shop.Now = next - TimeSpan.FromMinutes(30);
                    shop.DropAndCreate();
                    break;
                case 'n':
                    shop.Name = token[2..];
                    break;
                case 'i':
                    shop.Instance = token[2..];
                    break;
                case 's':
                    shop.SetModel(RecoveryModel.Simple);
                    break;
                case 'f':
                    shop.SetModel(RecoveryModel.Full);
                    break;
                case 'o':
                    shop.Offset = TimeSpan.FromHours(int.Parse(token.AsSpan(1), CultureInfo.InvariantCulture));
                    break;
                case 'j':
                    shop.Skew = TimeSpan.FromMinutes(int.Parse(token.AsSpan(1), CultureInfo.InvariantCulture));
                    break;
                default:
                    Take(shop, token, next);
                    next += TimeSpan.FromHours(1);
                    break;
            }
        }

        return shop;
    }

    private static void Take(ShopHistory shop, string token, DateTimeOffset at)
    {
        string set = token.TrimStart('.');
        if (set.Length == token.Length)
        {
            shop.Now = at - TimeSpan.FromMinutes(20);
            shop.Work(9);
        }

        shop.Now = at;
        TakenSet taken = set[0] switch
        {
            'F' => shop.Take(BackupKind.Full),
            'C' => shop.Take(BackupKind.Full, BackupFlags.CopyOnly),
            'V' => shop.Take(BackupKind.Full, BackupFlags.Snapshot),
            'D' => shop.Take(BackupKind.Differential),
            'P' => shop.Take(BackupKind.File),
            'L' => shop.Take(BackupKind.Log),
            'K' => shop.Take(BackupKind.Log, BackupFlags.CopyOnly),
            'T' => shop.Take(BackupKind.Log, BackupFlags.ForceOffline),
            'B' => shop.Take(BackupKind.Log, BackupFlags.BulkLogged),
            _ => throw new ArgumentException($"{token} draws nothing", nameof(token)),
        };
        taken.Fate = set[1..] switch
        {
            "" => Fate.Present,
            "*" => Fate.Damaged,
            "?" => Fate.Suspect,
            "-" => Fate.Gone,
            "~" => Fate.Unfinished,
            "/" => Fate.StripeLost,
            "=" => Fate.Twice,
            "!" => Fate.Foreign,
            "^" => Fate.Forgotten,
            _ => throw new ArgumentException($"{token} draws nothing", nameof(token)),
        };
    }
}
