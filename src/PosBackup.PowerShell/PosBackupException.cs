namespace PosBackup.PowerShell;

/// <summary>An error of PosBackup: what happened, its stable code, and what to do about it.</summary>
/// <param name="code">A stable code, in PascalCase.</param>
/// <param name="message">What happened, to which object, with which value.</param>
/// <param name="hint">What to do about it.</param>
/// <param name="innerException">What it comes from.</param>
public sealed class PosBackupException(string code, string message, string? hint = null, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stable code; it is the first part of the error's id.</summary>
    public string Code { get; } = code;

    /// <summary>What to do about it; null when nobody knows.</summary>
    public string? Hint { get; } = hint;
}
