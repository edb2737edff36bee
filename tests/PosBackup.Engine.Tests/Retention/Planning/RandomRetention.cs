using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>Sets of some databases on media in places, some lost or damaged, with policies, holds and a clock.</summary>
internal static class RandomRetention
{
    /// <summary>The zone of all policies, and of clocks that tell none.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone("Shop", TimeSpan.FromHours(1), "Shop", "Shop");

    public static RetentionFacts Of(IReadOnlyList<BackupSet> sets, Random random)
    {
        bool isClean = random.Next(2) == 0;
        RetentionPlace[] places = [RetentionPlace.Here, .. new[] { new RetentionPlace("hq"), new RetentionPlace("usb", "A"), new RetentionPlace("usb", "B") }.Take(random.Next(4)), new RetentionPlace("drawer")];
        DateTimeOffset newest = sets.Select(set => set.StartedAt.AsUtc(Zone.BaseUtcOffset)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        DateTimeOffset now = newest.AddMinutes(random.Next(15) == 0 ? -random.Next(300) : random.Next(random.Next(6) == 0 ? 200_000 : 3000));
        var media = new List<HeldMedia>();
        (Guid Id, int Stripes, BackupSet[] Sets)[] written = [.. Write(sets, random)];
        foreach (RetentionPlace place in places)
        {
            int share = random.Next(4) == 0 ? 40 : place.IsHere ? 95 : 80;
            media.AddRange(written.Where(_ => random.Next(100) < share).SelectMany(one => Held(place, one.Id, one.Stripes, one.Sets, now, isClean, random)));
        }

        HeldMedia[] shuffled = [.. media];
        random.Shuffle(shuffled);
        return new RetentionFacts
        {
            Now = now,
            Places = [.. places[..^1].Select(place => new PlaceFacts { Place = place, Policy = Policy(random), Clock = random.Next(20) == 0 ? now.AddHours(random.Next(-40, 40)) : null, IsAppendOnly = random.Next(9) == 0 })],
            Media = shuffled,
            Policy = Policy(random),
            Holds = [.. sets.Where(_ => random.Next(25) == 0).Select(set => new RetentionHold(set.SetGuid, "year end", random.Next(3) == 0 ? now.AddHours(random.Next(-9, 9)) : null))],
        };
    }

    /// <summary>Each set on new media, or appended to media that are there, be they of another database.</summary>
    public static IEnumerable<(Guid Id, int Stripes, BackupSet[] Sets)> Write(IReadOnlyList<BackupSet> sets, Random random)
    {
        var media = new List<(Guid Id, int Stripes, List<BackupSet> Sets)>();
        int appended = random.Next(3) == 0 ? 30 : 3;
        foreach (BackupSet set in sets)
        {
            if (media.Count == 0 || random.Next(100) >= appended)
                media.Add((new Guid(media.Count + 1, 1, 1, new byte[8]), random.Next(8) == 0 ? 1 + random.Next(3) : 1, []));
            List<BackupSet> on = media[^(1 + (random.Next(3) == 0 ? random.Next(Math.Min(3, media.Count)) : 0))].Sets;
            on.Add(set with { Position = on.Count + 1 });
        }

        return media.Where(one => one.Sets.Count > 0).Select(one => (one.Id, one.Stripes, one.Sets.ToArray()));
    }

    private static IEnumerable<HeldMedia> Held(RetentionPlace place, Guid id, int stripes, BackupSet[] sets, DateTimeOffset now, bool isClean, Random random)
    {
        bool Happens(int oneIn) => !isClean && random.Next(oneIn) == 0;
        long length = 1000 + (id.ToByteArray()[0] * 10);
        var held = new HeldMedia
        {
            Place = place,
            MediaSetId = id,
            Stripes = stripes,
            Files =
            [
                .. Enumerable.Range(1, stripes).Where(stripe => stripe == 1 || !Happens(8))
                    .Select(stripe => new HeldFile($"/{place}/{id}/{stripe}.bak", stripe, Happens(30) ? length - 1 : length, random.Next(3) == 0 ? null : Happens(40) ? "other" : $"{id}{stripe}")),
            ],
            Sets = Happens(60) ? [.. sets.Select((set, i) => i == 0 ? set with { SetGuid = Guid.Empty } : set)] : Happens(60) ? [] : sets,
            Verdict = Happens(25) ? Verdict.Damaged : Happens(25) ? Verdict.Suspect : Happens(25) ? Verdict.NotChecked : Happens(25) ? null : Verdict.Intact,
            ProvenAt = Happens(9) ? null : now.AddDays(-random.Next(Happens(4) ? 90 : 9)),
            Doubt = Happens(150) ? "its manifest tells of another length" : null,
            IsBeingRemoved = Happens(40),
        };
        yield return held;
        if (Happens(30))
            yield return held with { Files = [.. held.Files.Select(file => file with { Path = $"/{place}/again/{id}/{file.Stripe}.bak" })] };
        if (sets.Length > 1 && Happens(10))
            yield return held with { Files = [.. held.Files.Select(file => file with { Path = $"/{place}/before/{id}/{file.Stripe}.bak", Length = file.Length - 500 })], Sets = sets[..^1] };
    }

    /// <summary>A policy that asks for little or for much.</summary>
    public static RetentionPolicy Policy(Random random)
    {
        int Count(int most) => random.Next(2) == 0 ? 0 : random.Next(most);
        return new RetentionPolicy
        {
            Window = random.Next(2) == 0 ? TimeSpan.FromMinutes(60 + random.Next(15_000)) : null,
            KeepLast = Count(4),
            Daily = Count(6),
            Weekly = Count(4),
            Monthly = Count(3),
            Yearly = Count(3),
            MinimumChains = random.Next(3) == 0 ? 1 + random.Next(3) : 1,
            MaximumAge = random.Next(5) == 0 ? TimeSpan.FromHours(24 + random.Next(300)) : null,
            DroppedGrace = TimeSpan.FromDays(random.Next(3) == 0 ? random.Next(9) : 90),
            Copies = random.Next(3) switch { 0 => null, 1 => 0, _ => random.Next(3) },
            CopiesProvenWithin = TimeSpan.FromDays(1 + random.Next(60)),
            CopyOnly = random.Next(3) == 0 ? SetTreatment.Keep : SetTreatment.AsOthers,
            Foreign = random.Next(3) == 0 ? SetTreatment.Keep : SetTreatment.AsOthers,
            MaximumDelete = random.Next(4) == 0 ? 0.05 + (random.NextDouble() * 0.95) : 1,
            Zone = Zone,
        };
    }
}
