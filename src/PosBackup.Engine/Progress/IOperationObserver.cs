namespace PosBackup.Engine.Progress;

/// <summary>
/// What the operator sees while the engine works. Calls come from any thread, one at a time per operation; an implementation
/// returns at once and never throws.
/// </summary>
public interface IOperationObserver
{
    /// <summary>An operation on an object begins, for instance "back up" on "Shop".</summary>
    void Started(Operation operation);

    /// <summary>It has come so far.</summary>
    void Progressed(Operation operation, OperationProgress progress);

    /// <summary>Something the operator should know and that stops nothing.</summary>
    void Warned(Operation operation, ErrorCode code, string message, string? hint);

    /// <summary>One line of detail, shown when asked for.</summary>
    void Noted(Operation operation, string message);

    /// <summary>It is over, well or badly; the result tells which.</summary>
    void Finished(Operation operation);
}

/// <summary>What is being done to what.</summary>
/// <param name="Verb">A verb phrase in the imperative: <c>back up</c>, <c>verify</c>.</param>
/// <param name="Subject">The object: a database, a file.</param>
public sealed record Operation(string Verb, string Subject);

/// <summary>How far an operation has come. Unknown values are null.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="BytesDone">Bytes so far.</param>
/// <param name="BytesTotal">Bytes in all.</param>
public readonly record struct OperationProgress(double? Percent, long? BytesDone = null, long? BytesTotal = null);
