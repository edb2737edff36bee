using System.Diagnostics;
using System.Globalization;
using System.Text;
using PosBackup.Engine.Media;

namespace PosBackup.Fuzz;

/// <summary>Counts cases and remembers the worst of them.</summary>
internal sealed class FuzzSummary
{
    private readonly int[] _verdicts = new int[Enum.GetValues<Verdict>().Length];
    private readonly long _started = Stopwatch.GetTimestamp();
    private CaseResult? _slowest;
    private CaseResult? _largest;

    public int Cases { get; private set; }

    public int Failures { get; private set; }

    public void Add(CaseResult result)
    {
        Cases++;
        if (result.Failure is not null)
            Failures++;

        _verdicts[(int)result.Verdict]++;
        if (_slowest is null || result.Duration > _slowest.Duration)
            _slowest = result;

        if (_largest is null || result.Allocated > _largest.Allocated)
            _largest = result;
    }

    /// <summary>Several lines; the first begins with the numbers of cases and failures.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Cases} cases, {Failures} failures in {Stopwatch.GetElapsedTime(_started).TotalSeconds:f0} s\n");
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
            text.Append(CultureInfo.InvariantCulture, $"  {verdict,-12}{_verdicts[(int)verdict],10}\n");

        if (_slowest is { } slowest)
            text.Append(CultureInfo.InvariantCulture, $"  slowest case {slowest.Number} ({slowest.Sample}): {slowest.Duration.TotalMilliseconds:f0} ms\n");

        if (_largest is { } largest)
            text.Append(CultureInfo.InvariantCulture, $"  most memory  {largest.Number} ({largest.Sample}): {largest.Allocated / 1e6:f1} MB allocated\n");

        using var process = Process.GetCurrentProcess();
        text.Append(CultureInfo.InvariantCulture, $"  peak memory of the process: {process.PeakWorkingSet64 / 1e6:f0} MB\n");
        return text.ToString();
    }
}
