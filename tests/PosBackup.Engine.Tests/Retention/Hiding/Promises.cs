using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Tests.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>What policies and holds promise of what really lies where, and whether it is kept: by the finder of restores and by what RESTORE accepts.</summary>
internal sealed class Promises
{
    private readonly RetentionOptions _options;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<RetentionPlace, HeldMedia[]> _places;
    private readonly Dictionary<RetentionPlace, Reach> _reach;
    private readonly Reach _together;
    private readonly RetentionPlan _plan;
    private readonly HashSet<Guid> _held;

    /// <param name="options">The policies and holds.</param>
    /// <param name="now">The right time.</param>
    /// <param name="media">All that really lies somewhere.</param>
    /// <param name="judged">The places that are judged.</param>
    public Promises(RetentionOptions options, DateTimeOffset now, IReadOnlyList<HeldMedia> media, RetentionPlace[] judged)
    {
        (_options, _now) = (options, now);
        _places = media.GroupBy(one => one.Place).ToDictionary(place => place.Key, place => place.ToArray());
        _reach = _places.ToDictionary(place => place.Key, place => new Reach(place.Value));
        _together = new Reach(media);
        _held = [.. options.Holds.Where(hold => hold.IsInForce(now)).Select(hold => hold.SetGuid)];
        _plan = RetentionPlanner.Plan(new RetentionFacts
        {
            Now = now,
            Places = [.. judged.Select(place => new PlaceFacts { Place = place, Policy = options.For(place) })],
            Media = media,
            Policy = options.Policy,
            Holds = options.Holds,
        });
    }

    /// <summary>Requires that all of it can be restored from what is left.</summary>
    public void RequireKept(IReadOnlyList<HeldMedia> left, Random random)
    {
        foreach ((RetentionPlace place, HeldMedia[] before) in _places)
        {
            HeldMedia[] after = [.. left.Where(media => media.Place == place)];
            if (IsSame(before, after))
                continue;

            Assert.True(_plan.Places.Any(one => one.Place == place) && !_options.Targets.Any(target => new RetentionPlace(target.Name, place.Medium) == place && target.AppendOnly), $"something went from {place}, which nobody may remove from");
            RequireKept(place, new Reach(after), random);
        }

        if (!IsSame([.. _places.Values.SelectMany(media => media)], left))
            RequireKeptTogether(new Reach(left), random);
    }

    /// <summary>Requires that what went here had enough proven copies elsewhere.</summary>
    public void RequireCopies(IReadOnlyList<HeldMedia> before, IReadOnlyList<HeldMedia> after)
    {
        int wanted = _options.Policy.Copies ?? 1;
        HashSet<Guid> left = [.. after.Where(media => media.Place.IsHere).Select(media => media.MediaSetId)];
        foreach (HeldMedia gone in before.Where(media => media.Place.IsHere && !left.Contains(media.MediaSetId)))
        {
            int copies = before.Count(copy => !copy.Place.IsHere && copy.MediaSetId == gone.MediaSetId && copy.IsWhole && copy.ProvenAt >= _now - _options.Policy.CopiesProvenWithin);
            Assert.True(copies >= wanted, $"media {Number(gone)} went here and had {copies} of {wanted} copies");
        }
    }

    private void RequireKept(RetentionPlace place, Reach after, Random random)
    {
        Reach before = _reach[place];
        StillReached.Require(before, after, $"{place}");
        foreach (RecoveryPoint point in _plan.Places.First(one => one.Place == place).Points.Where(point => before.Ends.Contains(point.SetGuid)))
            Assert.True(after.Find(new RestoreMoment.EndOfSet(point.SetGuid)).Path is not null, $"{place}: {point} cannot be restored");
        foreach (Guid held in _held.Where(before.Sets.ContainsKey))
            Assert.True(after.Sets.ContainsKey(held) && (!before.Ends.Contains(held) || after.Ends.Contains(held)), $"{place}: {held} is held, and cannot be restored");
        foreach ((string instance, string name, KnownSet[] sets) in before.Databases)
        {
            RequireNewest(before, after, instance, name, sets, $"{place}");
            foreach (DateTimeOffset moment in StillReached.Moments(before, sets, _options.For(place), _now, random))
                StillReached.Require(before, after, moment, sets[0].Set.FamilyGuid, instance, name, $"{place}");
        }
    }

    private void RequireKeptTogether(Reach after, Random random)
    {
        foreach (Guid held in _held.Where(_together.Ends.Contains))
            Assert.True(after.Ends.Contains(held), $"all together: {held} is held, and cannot be restored");
        foreach ((string instance, string name, KnownSet[] sets) in _together.Databases)
        {
            RequireNewest(_together, after, instance, name, sets, "all together");
            foreach (DateTimeOffset moment in StillReached.Moments(_together, sets, _options.Policy, _now, random))
            {
                if (_reach.Values.All(one => one.Find(new RestoreMoment.At(moment), name, instance).Path is null))
                    StillReached.Require(_together, after, moment, sets[0].Set.FamilyGuid, instance, name, "all together");
            }
        }
    }

    private static void RequireNewest(Reach before, Reach after, string instance, string name, KnownSet[] sets, string where)
    {
        if (before.Newest(sets) is { } newest)
            Assert.True(after.Ends.Contains(newest.Set.SetGuid) && after.Find(new RestoreMoment.EndOfSet(newest.Set.SetGuid), name, instance).Path is not null, $"{where}: {instance} {name} has lost its newest recovery point, {newest}");
    }

    private static bool IsSame(IReadOnlyList<HeldMedia> one, IReadOnlyList<HeldMedia> other) => one.Sum(media => media.Files.Count) == other.Sum(media => media.Files.Count);

    private static int Number(HeldMedia media) => media.MediaSetId.ToByteArray()[0];
}
