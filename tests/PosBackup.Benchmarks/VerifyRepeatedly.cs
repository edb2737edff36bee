using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosBackup.Engine.Media;

namespace PosBackup.Benchmarks;

/// <summary>The other side of <see cref="VerifyContestant"/>: verifies once for every line on standard input.</summary>
internal static class VerifyRepeatedly
{
    public const string CommandName = "verify-repeatedly";

    public static Command Command()
    {
        var file = new Argument<string>("file");
        var sha = new Option<bool>("--sha");
        var quick = new Option<bool>("--quick");
        var cores = new Option<int>("--cores") { DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command(CommandName, "Verifies once for every line on standard input.") { file, sha, quick, cores };
        command.Hidden = true;
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetRequiredValue(file),
            new VerifyOptions
            {
                Sha256 = arguments.GetValue(sha),
                Compressed = arguments.GetValue(quick) ? CompressedDepth.Quick : CompressedDepth.Full,
                Parallelism = arguments.GetValue(cores),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, VerifyOptions options, CancellationToken cancellationToken)
    {
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            long started = Stopwatch.GetTimestamp();
            VerificationReport report = await MediaVerifier.VerifyAsync([file], options, progress: null, cancellationToken);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (report.Verdict != Verdict.Intact)
                throw new InvalidOperationException($"{file} is not intact: {string.Join(' ', report.Findings.Select(finding => finding.Message))}");

            using var self = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seconds} {self.PeakWorkingSet64}"));
        }

        return 0;
    }
}
