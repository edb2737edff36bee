namespace PosBackup.Engine.Progress;

/// <summary>Sees nothing.</summary>
public sealed class NullObserver : IOperationObserver
{
    /// <summary>The only one there need be.</summary>
    public static NullObserver Instance { get; } = new();

    /// <inheritdoc/>
    public void Started(Operation operation)
    {
    }

    /// <inheritdoc/>
    public void Progressed(Operation operation, OperationProgress progress)
    {
    }

    /// <inheritdoc/>
    public void Warned(Operation operation, ErrorCode code, string message, string? hint)
    {
    }

    /// <inheritdoc/>
    public void Noted(Operation operation, string message)
    {
    }

    /// <inheritdoc/>
    public void Finished(Operation operation)
    {
    }
}
