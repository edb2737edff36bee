namespace PosBackup.Cli.Output;

/// <summary>Something to know that stops nothing, as one line.</summary>
internal static class NoteText
{
    /// <param name="message">What it is.</param>
    /// <param name="hint">What to do about it; null for nothing.</param>
    public static string Of(string message, string? hint) => $"note: {message}{(hint is null ? "" : $" (hint: {hint})")}";
}
