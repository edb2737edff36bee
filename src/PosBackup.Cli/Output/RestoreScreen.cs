using PosBackup.Cli.Verbs;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Output;

/// <summary>Tells a person of a restore from targets.</summary>
internal sealed class RestoreScreen(Screen screen) : IRestoreAudience
{
    public Task<T> WatchAsync<T>(Func<IOperationObserver, Task<T>> work) => ProgressDisplay.RunAsync(screen, work);

    public void Planned(FetchPlan plan, bool isLast)
    {
        foreach (string line in FetchText.Describe(plan))
            screen.Line(line);
        if (isLast)
            FetchText.Tell(screen, plan, report: null);
    }

    public void Fetched(FetchReport report)
    {
        foreach (string line in FetchText.Describe(report))
            screen.Line(line);
        FetchText.Tell(screen, report.Plan, report);
        screen.Line();
    }

    public void Warn(string message, string? hint) => screen.Warn(message, hint);
}
