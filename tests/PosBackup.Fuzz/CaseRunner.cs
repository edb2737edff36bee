using System.Diagnostics;
using PosBackup.Engine.Media;

namespace PosBackup.Fuzz;

/// <summary>Runs one case: damages a sample, then lists, groups and verifies it, and watches how that goes.</summary>
/// <remarks>Whatever the bytes are, the answer must be findings: no exception, not for long, and with little memory.</remarks>
internal sealed class CaseRunner(IReadOnlyList<MediaSample> samples, int seed, string folder)
{
    /// <summary>No case that takes longer is bounded work: the largest sample takes milliseconds.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Bytes that a case may allocate, all together: then the process stays below the 100 MB that the engine promises.</summary>
    public const long MemoryLimit = 40_000_000;

    /// <summary>Runs the case of that number; the same number of the same seed is the same case.</summary>
    public async Task<CaseResult> RunAsync(int number)
    {
        var mutator = new Mutator(unchecked((seed * 1_000_003) + number));
        MediaSample sample = PickSample(mutator);
        string[] paths = Write(sample, mutator);
        var options = new VerifyOptions
        {
            Compressed = mutator.Next(4) == 0 ? CompressedDepth.Quick : CompressedDepth.Full,
            Sha256 = mutator.Next(8) == 0,
            Parallelism = 1 + mutator.Next(2),
        };

        long allocated = GC.GetTotalAllocatedBytes();
        long started = Stopwatch.GetTimestamp();
        Verdict verdict = Verdict.NotChecked;
        string? failure = null;
        try
        {
            verdict = await Task.Run(() => ReadAsync(paths, options)).WaitAsync(TimeLimit);
        }
        catch (TimeoutException)
        {
            failure = $"still running after {TimeLimit.TotalSeconds} s";
        }
        catch (Exception exception)
        {
            failure = exception.ToString();
        }

        allocated = GC.GetTotalAllocatedBytes() - allocated;
        if (allocated > MemoryLimit)
            failure ??= $"{allocated / 1_000_000} MB allocated";

        return new CaseResult(number, sample.Name, verdict, Stopwatch.GetElapsedTime(started), allocated, failure);
    }

    private static async Task<Verdict> ReadAsync(string[] paths, VerifyOptions options)
    {
        var inspections = new List<MediaInspection>();
        foreach (string path in paths)
            inspections.Add(await MediaInspector.InspectAsync(path));

        MediaGrouping.Group(inspections);
        VerificationReport report = await MediaVerifier.VerifyAsync(paths, options);
        return report.Verdict;
    }

    /// <summary>Small samples come more often, so that every sample gets about the same time.</summary>
    private MediaSample PickSample(Mutator mutator)
    {
        long smallest = samples.Min(sample => sample.Size);
        while (true)
        {
            MediaSample sample = samples[mutator.Next(samples.Count)];
            if (mutator.Next((int)sample.Size) < smallest)
                return sample;
        }
    }

    private string[] Write(MediaSample sample, Mutator mutator)
    {
        string[] paths = new string[sample.Parts.Count];
        byte[] donor = samples[mutator.Next(samples.Count)].Parts[0].Bytes;
        int damaged = mutator.Next(paths.Length);
        for (int part = 0; part < paths.Length; part++)
        {
            paths[part] = Path.Combine(folder, $"{part}.bak");
            bool spared = part != damaged && mutator.Next(2) == 0;
            File.WriteAllBytes(paths[part], spared ? sample.Parts[part].Bytes : mutator.Mutate(sample.Parts[part], donor));
        }

        return paths;
    }
}

/// <summary>How one case went.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sample">What was damaged.</param>
/// <param name="Verdict">What the verifier said.</param>
/// <param name="Duration">Time for listing, grouping and verifying.</param>
/// <param name="Allocated">Bytes allocated meanwhile.</param>
/// <param name="Failure">What must not happen; null when it did not.</param>
internal sealed record CaseResult(int Number, string Sample, Verdict Verdict, TimeSpan Duration, long Allocated, string? Failure);
