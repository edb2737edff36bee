using System.Diagnostics;
using System.Globalization;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Cli.Tests.Support;

/// <summary>Breaks the program off in the middle of a RESTORE.</summary>
internal static class RestoreSignal
{
    /// <summary>Sends a signal when the n-th RESTORE that reads a set has begun, and never lets that one end by itself.</summary>
    /// <param name="faults">Faults of the server that restores.</param>
    /// <param name="statement">Which RESTORE, from 1.</param>
    /// <param name="signal">Name of the signal: <c>INT</c>, <c>TERM</c>, <c>KILL</c>.</param>
    /// <param name="database">Only RESTOREs of this database count; null: all.</param>
    public static Func<Process, Task> At(FaultPlan faults, int statement, string signal, string? database = null)
    {
        int begun = 0;
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        faults.Add(new Fault(FaultKind.Slow, database)
        {
            Repeats = true,
            Gate = (percent, attention) =>
            {
                if (percent > 0 || Interlocked.Increment(ref begun) < statement)
                    return Task.CompletedTask;

                there.TrySetResult();
                return Task.Delay(Timeout.Infinite, attention);
            },
        });
        return async process =>
        {
            await Task.WhenAny(there.Task, process.WaitForExitAsync());
            using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        };
    }
}
