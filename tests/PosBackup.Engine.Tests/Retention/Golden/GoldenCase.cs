using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Golden;

/// <summary>A policy, or one here and another at hq, over the drawn places.</summary>
internal sealed record GoldenCase(string Name, RetentionPolicy Here, RetentionPolicy? Hq = null)
{
    private static readonly Guid Former = new("f0000000-0000-0000-0000-000000000001");

    /// <summary>A month was kept without a policy: the first one lets most of it go.</summary>
    private static readonly RetentionPolicy Nothing = new() { Zone = DrawnPlaces.Zone, MaximumDelete = 1, Copies = 0 };

    public Func<RetentionFacts, RetentionFacts> With { get; init; } = static facts => facts;

    public RetentionFacts Facts => With(new RetentionFacts
    {
        Now = DrawnPlaces.Now,
        Places = [new PlaceFacts { Place = RetentionPlace.Here, Policy = Here }, new PlaceFacts { Place = DrawnPlaces.Hq, Policy = Hq ?? Here }],
        Media = DrawnPlaces.Media,
        Policy = Here,
    });

    public override string ToString() => Name;

    /// <summary>All cases, by name.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new("window-1-hour", Window(hours: 1)),
        new("window-1-day", Window(days: 1)),
        new("window-3-days", Window(days: 3)),
        new("window-7-days", Window(days: 7)),
        new("window-14-days", Window(days: 14)),
        new("window-13-days-over-the-gap", Window(days: 13.3)),
        new("window-60-days", Window(days: 60)),
        new("last-1", Nothing with { KeepLast = 1 }),
        new("last-5", Nothing with { KeepLast = 5 }),
        new("last-100", Nothing with { KeepLast = 100 }),
        new("daily-1", Nothing with { Daily = 1 }),
        new("daily-7", Nothing with { Daily = 7 }),
        new("daily-31", Nothing with { Daily = 31 }),
        new("weekly-1", Nothing with { Weekly = 1 }),
        new("weekly-4", Nothing with { Weekly = 4 }),
        new("weekly-10", Nothing with { Weekly = 10 }),
        new("monthly-1", Nothing with { Monthly = 1 }),
        new("monthly-2", Nothing with { Monthly = 2 }),
        new("yearly-1", Nothing with { Yearly = 1 }),
        new("yearly-2", Nothing with { Yearly = 2 }),
        new("chains-2", Nothing with { MinimumChains = 2 }),
        new("chains-3", Nothing with { MinimumChains = 3 }),
        new("chains-100", Nothing with { MinimumChains = 100 }),
        new("grandfather", Window(days: 2) with { Daily = 7, Weekly = 4, Monthly = 12, Yearly = 5 }),
        new("foreign-as-others", Window(days: 2) with { Foreign = SetTreatment.AsOthers }),
        new("copy-only-kept", Window(days: 2) with { CopyOnly = SetTreatment.Keep }),
        new("age-7-days", Nothing with { Weekly = 10, MaximumAge = TimeSpan.FromDays(7) }),
        new("age-conflicts-with-window", Window(days: 14) with { MaximumAge = TimeSpan.FromDays(9) }),
        new("age-conflicts-with-hold", Window(days: 1) with { MaximumAge = TimeSpan.FromDays(9) }) { With = static facts => facts with { Holds = [new RetentionHold(Christmas, "year end", Until: null)] } },
        new("grace-over", Window(days: 14) with { DroppedGrace = TimeSpan.FromDays(10) }),
        new("renamed", Window(days: 1) with { Daily = 20, DroppedGrace = TimeSpan.FromDays(10) }) { With = static facts => Changed(facts, held => held.Sets[0].Database == "Stock", FormerName) },
        new("hold", Window(days: 1)) { With = static facts => facts with { Holds = [new RetentionHold(Christmas, "year end", Until: null)] } },
        new("hold-ended", Window(days: 1)) { With = static facts => facts with { Holds = [new RetentionHold(Christmas, "year end", facts.Now)] } },
        new("copies-1", Window(days: 1) with { Copies = 1 }),
        new("copies-2", Window(days: 1) with { Copies = 2 }),
        new("copies-too-old", Window(days: 1) with { Copies = 1, CopiesProvenWithin = TimeSpan.FromDays(1) }),
        new("copies-needed-at-hq", Window(days: 14) with { Copies = 1 }, Window(days: 1)),
        new("hq-keeps-longer", Window(days: 3) with { Copies = 1 }, Window(days: 14) with { Weekly = 10 }),
        new("fulls-at-hq-only", Window(days: 14)) { With = static facts => Without(facts, held => held.Place.IsHere == (held.Sets[0].Kind == BackupKind.Full)) },
        new("empty", Nothing),
        new("empty-but-an-age", Nothing with { MaximumAge = TimeSpan.FromDays(9) }),
        new("clock-behind", Window(days: 1)) { With = static facts => facts with { Now = facts.Now.AddDays(-2) } },
        new("clock-apart", Window(days: 1)) { With = static facts => facts with { Places = [facts.Places[0], facts.Places[1] with { Clock = facts.Now.AddDays(-2) }] } },
        new("too-much", Window(days: 1) with { MaximumDelete = 0.5 }),
        new("newest-not-verified", Window(days: 1)) { With = static facts => Changed(facts, IsNewest, held => held with { Verdict = null }) },
        new("newest-damaged", Window(days: 1)) { With = static facts => Changed(facts, IsNewest, held => held with { Verdict = Verdict.Damaged }) },
        new("sizes-collapsed", Window(days: 1)) { With = static facts => Changed(facts, IsNewestFull, held => held with { Sets = [.. held.Sets.Select(set => set.Kind == BackupKind.Full ? set with { BackupSize = 20_000_000 } : set)] }) },
        new("doubt", Window(days: 1)) { With = static facts => Changed(facts, IsOldest, held => held with { Doubt = "its manifest tells of another length" }) },
        new("damaged-and-begun", Window(days: 1))
        {
            With = static facts => Changed(
                Changed(facts, IsOldest, held => held with { Verdict = Verdict.Damaged }),
                held => held.Sets is [{ Database: "Stock" } set] && set.StartedAt.Local.Day == 22,
                held => held with { IsBeingRemoved = true }),
        },
        new("unknown-media", Window(days: 1)) { With = static facts => Changed(facts, held => held.Sets is [{ Database: "Stock" } set] && set.StartedAt.Local.Day == 22, held => held with { Sets = [held.Sets[0] with { SetGuid = Guid.Empty }] }) },
    ];

    private static Guid Christmas => DrawnPlaces.Set("Shop", new DateTime(2025, 12, 26, 12, 0, 0)).SetGuid;

    /// <summary>As if Stock were what Shop was called until it was restored under its name of today.</summary>
    private static HeldMedia FormerName(HeldMedia held) => held with
    {
        Sets = [.. held.Sets.Select(set => set with { FamilyGuid = DrawnPlaces.Media[0].Sets[0].FamilyGuid, RecoveryForkGuid = Former, FirstRecoveryForkGuid = Former })],
    };

    private static RetentionPolicy Window(double days = 0, double hours = 0) => Nothing with { Window = TimeSpan.FromDays(days) + TimeSpan.FromHours(hours) };

    private static bool IsNewest(HeldMedia held) => held.Sets.Any(set => set.StartedAt.Local.Month == 1 && set.StartedAt.Local.Day == 13);

    private static bool IsNewestFull(HeldMedia held) => held.Sets.Any(set => set.Kind == BackupKind.Full && set.StartedAt.Local.Month == 1 && set.StartedAt.Local.Day == 11);

    private static bool IsOldest(HeldMedia held) => held.Sets.Any(set => set.StartedAt.Local.Month == 12 && set.StartedAt.Local.Day == 14);

    private static RetentionFacts Without(RetentionFacts facts, Predicate<HeldMedia> isGone) => facts with { Media = [.. facts.Media.Where(held => !isGone(held))] };

    private static RetentionFacts Changed(RetentionFacts facts, Predicate<HeldMedia> which, Func<HeldMedia, HeldMedia> change) => facts with { Media = [.. facts.Media.Select(held => which(held) ? change(held) : held)] };
}
