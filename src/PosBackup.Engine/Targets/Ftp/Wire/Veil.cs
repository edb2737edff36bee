namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>Hides the password in what a server says, which some repeat, before it gets into messages and logs.</summary>
/// <param name="Hidden">The password; null before it was sent.</param>
internal readonly record struct Veil(string? Hidden)
{
    /// <summary>The text with *** in place of the password, in whatever case of letters.</summary>
    public string Over(string text) => Hidden is { Length: > 0 } hidden ? text.Replace(hidden, "***", StringComparison.OrdinalIgnoreCase) : text;

    /// <summary>Says nothing of what it hides.</summary>
    public override string ToString() => nameof(Veil);
}
