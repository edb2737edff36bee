using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>That what could be restored before can be restored afterwards.</summary>
internal static class StillReached
{
    /// <summary>What is left can be restored as before, and a differential keeps its base also where that is of no use.</summary>
    public static void Require(Reach before, Reach after, string where, HeldMedia? except = null)
    {
        foreach (KnownSet known in after.Sets.Values.Where(known => except?.Sets.Any(set => set.SetGuid == known.Set.SetGuid) != true))
        {
            Assert.True(!before.Ends.Contains(known.Set.SetGuid) || after.Ends.Contains(known.Set.SetGuid), $"{where}: nothing leads to {known} any more");
            Assert.True(known.Set.DifferentialBaseGuid is not { } full || !before.Sets.ContainsKey(full) || after.Sets.ContainsKey(full), $"{where}: {known} lost its base");
        }
    }

    public static void Require(Reach before, Reach after, DateTimeOffset moment, Guid family, string instance, string name, string where)
    {
        ChainSearch search = before.Find(new RestoreMoment.At(moment), name, instance);

        // A moment that only a set of another name, or of a former database of that name, holds is that database's.
        if (search.Path?.Steps[^1].Known.Set is not { } last || last.Database != name || last.Instance != instance || last.FamilyGuid != family)
            return;

        ChainSearch later = after.Find(new RestoreMoment.At(moment), name, instance);
        Assert.True(later.Path is not null, $"{where}, {instance} {name} at {moment:O}: {later.Gap?.Message}; before by {string.Join(" | ", search.Path.Steps.Select(step => step.Known))}");
    }

    /// <summary>Moments of the window, at and around the ends of sets and anywhere.</summary>
    public static IEnumerable<DateTimeOffset> Moments(Reach reach, KnownSet[] sets, RetentionPolicy policy, DateTimeOffset now, Random random)
    {
        if (policy.Window is not { } window || reach.Newest(sets) is not { } newest)
            return [];

        DateTimeOffset end = Reach.Time(newest) < now ? Reach.Time(newest) : now;
        if (now - end > policy.DroppedGrace)
            return [];

        DateTimeOffset begin = end - window;
        IEnumerable<DateTimeOffset> around = sets.SelectMany(known => new[] { Reach.Time(known), known.Set.FinishedAt?.AsUtc(RandomRetention.Zone.BaseUtcOffset) ?? end }).SelectMany(at => new[] { at, at.AddSeconds(1), at.AddSeconds(-1) });
        return around.Concat([begin, begin.AddSeconds(0.5)]).Concat(Enumerable.Range(0, 6).Select(_ => begin + (window * random.NextDouble()))).Where(at => at >= begin && at <= end).OrderBy(_ => random.Next()).Take(12);
    }
}
