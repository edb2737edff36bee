using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Catalog.Chains;

namespace PosBackup.Engine.Tests.Retention.Golden;

/// <summary>
/// A month of a shop, up to a Wednesday in January: a full on Sundays at 23:00, a differential on the other nights, logs at noon and at 18:00.
/// <code>
/// from      14 December   21 December            28 December            4 January            11 January
///           F D D D D D D F D D C D D D D        F D D ╳ D D D          F D D D D D D        F D D
///                               │                      │                │ └ from here on each day is on one media set
///                               │                      │                └ another tool took it
///                               │                      └ the log of the evening and the differential of the night are gone: the logs of the next day lead nowhere
///                               └ a copy-only full before Christmas
/// </code>
/// Here lies all; at hq what is older than a day. A second database, Stock, has daily fulls until 27 December.
/// </summary>
internal static class DrawnPlaces
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("Shop", TimeSpan.FromHours(1), "Shop", "Shop");

    public static readonly RetentionPlace Hq = new("hq");

    public static readonly DateTimeOffset Now = Night(31).AddHours(-1);

    /// <summary>All media, here and at hq.</summary>
    public static IReadOnlyList<HeldMedia> Media { get; } = [.. Shop(), .. Stock()];

    /// <summary>The set that was begun at a time of the shop.</summary>
    public static BackupSet Set(string database, DateTime begun) => Media.SelectMany(media => media.Sets).First(set => set.Database == database && set.StartedAt.Local == begun);

    private static DateTimeOffset Night(int day) => new DateTimeOffset(2025, 12, 14, 23, 0, 0, TimeSpan.FromHours(1)).AddDays(day);

    private static IEnumerable<HeldMedia> Shop()
    {
        var shop = new ShopHistory();
        int number = 0;
        for (int day = 0; day <= 30; day++)
        {
            List<BackupSet> taken = [];
            if (day > 0)
            {
                taken.Add(Take(shop, BackupKind.Log, Night(day).AddHours(-11)));
                taken.Add(Take(shop, BackupKind.Log, Night(day).AddHours(-5)));
            }

            if (day == 10)
                taken.Add(Take(shop, BackupKind.Full, Night(day).AddHours(-2), BackupFlags.CopyOnly));
            taken.Add(Take(shop, day % 7 == 0 ? BackupKind.Full : BackupKind.Differential, Night(day)));
            if (day == 17)
                taken = taken[..1];
            if (day == 21)
                taken[^1] = taken[^1] with { Description = "" };
            foreach (BackupSet[] media in day <= 21 ? taken.Select(set => new[] { set }) : [[.. taken.Select((set, i) => set with { Position = i + 1 })]])
            {
                foreach (HeldMedia held in Held(++number, media, isShipped: day < 30))
                    yield return held;
            }
        }
    }

    private static HeldMedia[] Stock()
    {
        var stock = new ShopHistory { Name = "Stock", Family = new Guid("570c0000-0000-0000-0000-000000000001") };
        return [.. Enumerable.Range(7, 7).SelectMany(day => Held(500 + day, [Take(stock, BackupKind.Full, Night(day).AddMinutes(30)) with { SetGuid = new Guid(500 + day, 0, 0, new byte[8]) }], isShipped: true))];
    }

    private static BackupSet Take(ShopHistory shop, BackupKind kind, DateTimeOffset at, BackupFlags flags = BackupFlags.None)
    {
        shop.Now = at.AddMinutes(-5);
        shop.Work(5);
        shop.Now = at;
        BackupSet set = shop.Take(kind, flags).Set;
        return set with { Description = SetMark.Describe(words: null, set.SetGuid) };
    }

    private static IEnumerable<HeldMedia> Held(int number, BackupSet[] sets, bool isShipped)
    {
        var here = new HeldMedia
        {
            Place = RetentionPlace.Here,
            MediaSetId = new Guid(number, 1, 1, new byte[8]),
            Files = [new HeldFile($"/backup/{number}.bak", 1, sets.Sum(set => set.BackupSize), "aa")],
            Sets = sets,
            Verdict = Verdict.Intact,
        };
        yield return here;
        if (isShipped)
            yield return here with { Place = Hq, Files = [here.Files[0] with { Path = $"shop/{number}.bak" }], ProvenAt = Night(29) };
    }
}
