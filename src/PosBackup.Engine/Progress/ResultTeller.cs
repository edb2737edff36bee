namespace PosBackup.Engine.Progress;

/// <summary>Tells somebody of results as they come, from any thread, one at a time.</summary>
/// <param name="listener">Who is told; null for nobody.</param>
internal sealed class ResultTeller<T>(IProgress<T>? listener)
{
    private readonly Lock _turn = new();

    /// <summary>Tells, and gives the result back.</summary>
    public T Tell(T result)
    {
        if (listener is not null)
        {
            lock (_turn)
                listener.Report(result);
        }

        return result;
    }
}
