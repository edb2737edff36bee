using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Benchmarks;

/// <summary>Plans of retention over the sets of many stores in two places, beside a plain planner that asks the finder of restores for each set.</summary>
internal static class RetentionBenchmark
{
    private static readonly int[] Counts = [10_000, 100_000, 1_000_000];

    public static Command Command()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each runs; the table shows the median.", DefaultValueFactory = _ => 5 };
        var command = new Command("retention", "Plans of retention over many backup sets of 2,000 stores.") { rounds };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"{Machine.Describe()}; {rounds} rounds\n");
        await Console.Out.WriteLineAsync("| sets | media in both places | go | plan, ms: median (least–most) | CPU, ms | MB allocated | read to the end, CPU ms | plain planner of hq, ms |");
        await Console.Out.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int count in Counts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RetentionFacts facts = ManyStores.Facts(count);
            RetentionPlan plan = RetentionPlanner.Plan(facts);
            int removed = plan.Places.Sum(place => place.Removed.Count());
            string plain = count < Counts[^1] ? Plain(facts, plan) : "";
            List<(double Wall, double Processor, double Allocated, double Read)> costs = [];
            for (int round = 0; round < rounds; round++)
            {
                GC.Collect();
                TimeSpan used = Environment.CpuUsage.TotalTime;
                long allocated = GC.GetTotalAllocatedBytes();
                long started = Stopwatch.GetTimestamp();
                RetentionPlan timed = RetentionPlanner.Plan(facts);
                TimeSpan took = Stopwatch.GetElapsedTime(started);
                TimeSpan planned = Environment.CpuUsage.TotalTime;
                allocated = GC.GetTotalAllocatedBytes() - allocated;
                if (timed.Places.Sum(place => place.Media.Count(media => media.IsRemoved)) != removed)
                    throw new InvalidOperationException("a second plan of the same facts differs from the first");

                costs.Add((took.TotalMilliseconds, (planned - used).TotalMilliseconds, allocated / 1e6, (Environment.CpuUsage.TotalTime - planned).TotalMilliseconds));
            }

            Spread wall = Spread.Of(costs.Select(cost => cost.Wall));
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count:n0} | {facts.Media.Count:n0} | {removed:n0} | {wall.Median:n0} ({wall.Least:n0}–{wall.Most:n0}) | {Spread.Of(costs.Select(cost => cost.Processor)).Median:n0} | {Spread.Of(costs.Select(cost => cost.Allocated)).Median:n0} | {Spread.Of(costs.Select(cost => cost.Read)).Median:n0} | {plain} |"));
        }

        return 0;
    }

    /// <summary>The peer must need nothing that is removed, and nothing may be promised that it does not know.</summary>
    private static string Plain(RetentionFacts facts, RetentionPlan plan)
    {
        PlacePlan hq = plan.Places[1];
        HeldMedia[] media = [.. facts.Media.Where(one => one.Place == hq.Place)];
        long started = Stopwatch.GetTimestamp();
        HashSet<Guid> needed = PlainRetention.Needed(media, hq.Facts.Policy);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        if (hq.Removed.SelectMany(one => one.Sets).FirstOrDefault(set => needed.Contains(set.Set.SetGuid)) is { } lost)
            throw new InvalidOperationException($"set {lost.Set.SetGuid} is removed, and the plain planner needs it");
        if (hq.Points.FirstOrDefault(point => !needed.Contains(point.SetGuid)) is { } unknown)
            throw new InvalidOperationException($"{unknown} is promised, and the plain planner does not know it");

        return string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:n0}");
    }
}
