namespace PosBackup.Engine;

/// <summary>An error that a person can act on: what, on which object, with which value; and a hint what to do.</summary>
public class PosBackupException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">Stable, machine-readable reason.</param>
    /// <param name="message">What happened, on which object, with which value. Never contains a secret.</param>
    /// <param name="hint">What to do about it.</param>
    /// <param name="innerException">The cause, as the library underneath reported it.</param>
    public PosBackupException(ErrorCode code, string message, string? hint = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Hint = hint;
    }

    /// <summary>Stable, machine-readable reason.</summary>
    public ErrorCode Code { get; }

    /// <summary>What to do about it; null when there is nothing better than the message.</summary>
    public string? Hint { get; }
}
