namespace PosBackup.Engine.Sql.Statements;

/// <summary>How a running statement shows life to the one that waits for it.</summary>
/// <param name="Progressed">Told each percentage, on another thread.</param>
/// <param name="BytesWritten">How long the files that it writes are by now; null where this process does not see them.</param>
internal sealed record SignsOfLife(Action<double> Progressed, Func<long?> BytesWritten)
{
    /// <summary>Messages, and what the instance says of the request.</summary>
    public static SignsOfLife Messages { get; } = new(static _ => { }, static () => null);
}
