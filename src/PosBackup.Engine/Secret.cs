namespace PosBackup.Engine;

/// <summary>A password or key on its way through the engine. Prints as <c>***</c> wherever it is printed by mistake.</summary>
public sealed class Secret(string value)
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The secret itself. Call this only where the secret leaves the process.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
