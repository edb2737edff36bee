using System.Globalization;
using System.Text;

namespace PosBackup.Benchmarks;

/// <summary>Lets contestants take turns, so that what disturbs the machine for a while disturbs all of them.</summary>
internal sealed class Race(IReadOnlyList<IContestant> contestants) : IAsyncDisposable
{
    private readonly List<TimeSpan>[] _times = [.. contestants.Select(_ => new List<TimeSpan>())];

    /// <summary>Runs every contestant once to warm up and then so many times.</summary>
    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        foreach (IContestant contestant in contestants)
            await contestant.RunAsync();

        for (int round = 0; round < rounds; round++)
        {
            for (int one = 0; one < contestants.Count; one++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _times[one].Add(await contestants[one].RunAsync());
            }
        }
    }

    /// <summary>The outcome as a table in Markdown.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine("| reader | cores | MB/s: median (least–most) | MB/s a core | peak memory |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: |");
        for (int one = 0; one < contestants.Count; one++)
        {
            IContestant contestant = contestants[one];
            Spread rate = Spread.Of(_times[one].Select(time => contestant.Bytes / time.TotalSeconds / 1e6));
            string memory = contestant.PeakMemory is { } peak ? $"{peak / 1_000_000} MB" : "";
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {contestant.Name} | {contestant.Cores} | {rate} | {rate.Median / contestant.Cores:n0} | {memory} |");
        }

        return table.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IContestant contestant in contestants)
            await contestant.DisposeAsync();
    }
}
