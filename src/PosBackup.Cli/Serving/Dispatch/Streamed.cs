namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Hands results on at once; <see cref="Progress{T}"/> would hand them to the thread pool and lose the order.</summary>
internal sealed class Streamed<T>(Action<T> take) : IProgress<T>
{
    public void Report(T value) => take(value);
}
