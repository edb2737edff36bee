using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Output;

/// <summary>Hands progress on at once; <see cref="Progress{T}"/> would hand it to the thread pool and lose the order.</summary>
internal sealed class ObservedProgress(IOperationObserver observer, Operation operation) : IProgress<OperationProgress>
{
    public void Report(OperationProgress value) => observer.Progressed(operation, value);
}
