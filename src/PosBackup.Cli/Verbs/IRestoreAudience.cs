using PosBackup.Engine.Progress;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Verbs;

/// <summary>Who follows a restore from targets.</summary>
internal interface IRestoreAudience
{
    /// <summary>Does something that takes long, in sight.</summary>
    Task<T> WatchAsync<T>(Func<IOperationObserver, Task<T>> work);

    /// <summary>What is to be fetched.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isLast">Whether nothing is fetched by it.</param>
    void Planned(FetchPlan plan, bool isLast);

    /// <summary>What was fetched.</summary>
    void Fetched(FetchReport report);

    /// <summary>Something to know that stops nothing.</summary>
    void Warn(string message, string? hint);
}
