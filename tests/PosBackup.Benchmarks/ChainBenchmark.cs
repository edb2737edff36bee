using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Benchmarks;

/// <summary>Plans of restores through many sets of one database, beside a plain search that tries each set behind each other.</summary>
internal static class ChainBenchmark
{
    private static readonly int[] Counts = [1_000, 10_000, 100_000];

    public static Command Command()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each runs; the table shows the median.", DefaultValueFactory = _ => 7 };
        var command = new Command("chains", "Plans of restores through many backup sets of one database.") { rounds };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"{Machine.Describe()}; {rounds} rounds\n");
        await Console.Out.WriteLineAsync("| sets | build, ms: median (least–most); CPU | find latest, ms | find a time, ms | plain search of the latest, ms |");
        await Console.Out.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: |");
        foreach (int count in Counts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SetSighting[] sightings = ManySets.Sightings(count);
            IReadOnlyList<SetFamily> families = ChainBuilder.Build(sightings);
            var options = new ChainOptions { Database = "Shop" };
            double share = new Random(count).NextDouble();
            var time = new RestoreMoment.At(ManySets.Beginning + (share * (ManySets.End(count) - ManySets.Beginning)));
            Cost build = Measure(rounds, () => ChainBuilder.Build(sightings).Count);
            Cost latest = Measure(rounds, () => Steps(ChainFinder.Find(families, RestoreMoment.Newest, options)));
            Cost moment = Measure(rounds, () => Steps(ChainFinder.Find(families, time, options)));
            string plain = count == Counts[0] ? Measure(rounds, () => SameAs(families[0], options)).ToString() : "";
            await Console.Out.WriteLineAsync($"| {count.ToString("n0", CultureInfo.InvariantCulture)} | {build} | {latest} | {moment} | {plain} |");
        }

        return 0;
    }

    private static int Steps(ChainSearch search) => search.Path?.Steps.Count ?? throw new InvalidOperationException(search.Gap!.Message);

    private static int SameAs(SetFamily family, ChainOptions options)
    {
        int steps = PlainSearch.StepsToLatest(family.Sets, options.Rates);
        return steps == Steps(ChainFinder.Find([family], RestoreMoment.Newest, options)) ? steps : throw new InvalidOperationException("the plain search found another way");
    }

    private static Cost Measure(int rounds, Func<int> work)
    {
        for (int i = 0; i < 3; i++)
            work();

        (double Wall, double Processor)[] costs =
        [
            .. Enumerable.Range(0, rounds).Select(_ =>
            {
                TimeSpan used = Environment.CpuUsage.TotalTime;
                long started = Stopwatch.GetTimestamp();
                work();
                return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            }),
        ];
        return new Cost(Spread.Of(costs.Select(cost => cost.Wall)), Spread.Of(costs.Select(cost => cost.Processor)));
    }

    /// <summary>What one run took: time, and time of processors, which other programs on the machine do not lengthen as much.</summary>
    private sealed record Cost(Spread Wall, Spread Processor)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall.Median:n1} ({Wall.Least:n1}–{Wall.Most:n1}); {Processor.Median:n1}");
    }
}
