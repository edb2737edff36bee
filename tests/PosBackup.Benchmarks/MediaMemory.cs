using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosBackup.Engine.Media;

namespace PosBackup.Benchmarks;

/// <summary>The memory that listing and verifying takes: every media set of some folders, one after another in one process.</summary>
internal static class MediaMemory
{
    public static Command Command()
    {
        var folders = new Argument<string[]>("folders") { Description = "Folders of media files." };
        var rounds = new Option<int>("--rounds") { Description = "How often to go through all of them.", DefaultValueFactory = _ => 1 };
        var sha = new Option<bool>("--sha") { Description = "SHA-256 too." };
        var command = new Command("memory", "Peak memory of listing and verifying many files in one process.") { folders, rounds, sha };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetRequiredValue(folders),
            arguments.GetValue(rounds),
            new VerifyOptions { Sha256 = arguments.GetValue(sha) },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] folders, int rounds, VerifyOptions options, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"{Machine.Describe()}\n{Memory("before")}");
        string[] paths =
        [
            .. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Where(path => Path.GetExtension(path) is ".bak" or ".trn").Order(StringComparer.Ordinal),
        ];
        for (int round = 0; round < rounds; round++)
        {
            var inspections = new List<MediaInspection>();
            foreach (string path in paths)
                inspections.Add(await MediaInspector.InspectAsync(path, cancellationToken));

            long listed = GC.GetTotalAllocatedBytes();
            IReadOnlyList<MediaSetFiles> sets = MediaGrouping.Group(inspections);
            foreach (MediaSetFiles set in sets)
                await MediaVerifier.VerifyAsync([.. set.Stripes.Select(one => one.Media.Path)], options, progress: null, cancellationToken);

            long each = (GC.GetTotalAllocatedBytes() - listed) / Math.Max(sets.Count, 1);
            await Console.Out.WriteLineAsync($"{Memory($"round {round + 1}, {sets.Count} media sets")}, {each / 1000} KB allocated for each verification");
        }

        return 0;
    }

    private static string Memory(string when)
    {
        using var self = Process.GetCurrentProcess();
        GCMemoryInfo gc = GC.GetGCMemoryInfo();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{when}: peak {self.PeakWorkingSet64 / 1e6:f0} MB, now {self.WorkingSet64 / 1e6:f0} MB, {GC.GetTotalMemory(forceFullCollection: false) / 1e6:f1} MB of objects, {gc.TotalCommittedBytes / 1e6:f1} MB committed by the collector, {GC.CollectionCount(0)} collections, {GC.CollectionCount(2)} of them full");
    }
}
