using System.Diagnostics;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>Waits for what happens elsewhere, as long as it takes, but not for ever.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    public static async Task IsAsync(Func<bool> condition, Func<string> what)
    {
        for (long begun = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(Glance))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"did not happen: {what()}");
    }
}
