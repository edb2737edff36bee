using System.Collections.Concurrent;
using System.Globalization;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Peak memory and processor time of a process and of each that it started, as Linux itself keeps them, looked up again and again until the end.</summary>
internal sealed class ProcessWatch(int root) : IAsyncDisposable
{
    private const int MillisecondsOfTick = 10;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentDictionary<int, Seen> _seen = [];
    private readonly CancellationTokenSource _over = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Peak of the process itself, in bytes.</summary>
    public long Own => _seen.TryGetValue(root, out Seen seen) ? seen.Peak : 0;

    /// <summary>Peaks of the <c>ssh</c> programs below it, together, in bytes.</summary>
    public long Ssh => _seen.Where(one => one.Key != root && one.Value.Name == "ssh").Sum(one => one.Value.Peak);

    /// <summary>Processor time of all of them when they were looked at last: less than it was by a glance, but also of those that nobody waited for, as <c>lftp</c> does not for its <c>ssh</c>.</summary>
    public TimeSpan Processor => TimeSpan.FromMilliseconds(_seen.Values.Sum(one => one.Ticks) * MillisecondsOfTick);

    public static ProcessWatch Begin(int root)
    {
        var watch = new ProcessWatch(root);
        watch._watching = Task.Run(watch.WatchAsync);
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching;
        _over.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Glance);
        try
        {
            do
                Look(root);
            while (await timer.WaitForNextTickAsync(_over.Token));
        }
        catch (OperationCanceledException)
        {
            // The process has ended.
        }
    }

    private void Look(int id)
    {
        try
        {
            string[] status = File.ReadAllLines($"/proc/{id}/status");
            if (Field(status, "VmHWM:") is { } peak)
                _seen[id] = new Seen(Field(status, "Name:") ?? "", long.Parse(peak.Split(' ')[0], CultureInfo.InvariantCulture) << 10, TicksOf(id));
            foreach (string task in Directory.EnumerateDirectories($"/proc/{id}/task"))
            {
                foreach (string child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Look(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It, or a thread of it, ended meanwhile.
        }
    }

    private static string? Field(string[] status, string name) =>
        status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();

    /// <summary>User and system time; the fields are counted from behind the name, which may hold anything.</summary>
    private static long TicksOf(int id)
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private readonly record struct Seen(string Name, long Peak, long Ticks);
}
