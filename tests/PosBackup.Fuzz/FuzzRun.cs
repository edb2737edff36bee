namespace PosBackup.Fuzz;

/// <summary>Runs many cases in a folder of its own, prints failures and keeps their files.</summary>
internal sealed class FuzzRun(IReadOnlyList<MediaSample> samples, int seed, string? keep)
{
    private const int MaxFailures = 20;
    private const int ProgressEvery = 50_000;

    // A million cases write a hundred gigabytes.
    private static string? InMemory => Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    public async Task<FuzzSummary> RunAsync(int first, int cases, CancellationToken cancellationToken)
    {
        var summary = new FuzzSummary();
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(InMemory ?? Path.GetTempPath(), $"posbackup-fuzz-{Environment.ProcessId}"));
        try
        {
            var runner = new CaseRunner(samples, seed, folder.FullName);
            for (int number = first; number < first + cases && summary.Failures < MaxFailures; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                CaseResult result = await runner.RunAsync(number);
                summary.Add(result);
                if (result.Failure is not null)
                    Report(result, folder);

                if (summary.Cases % ProgressEvery == 0)
                    Console.Write(summary);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return summary;
    }

    private void Report(CaseResult result, DirectoryInfo folder)
    {
        Console.WriteLine($"case {result.Number} of seed {seed} ({result.Sample}): {result.Failure}");
        if (keep is null)
            return;

        DirectoryInfo kept = Directory.CreateDirectory(Path.Combine(keep, $"{seed}-{result.Number}"));
        foreach (FileInfo file in folder.EnumerateFiles())
            file.CopyTo(Path.Combine(kept.FullName, file.Name), overwrite: true);
    }
}
