namespace PosBackup.PowerShell.Records;

/// <summary>A host key or certificate that a server offers.</summary>
public sealed class ServerIdentity : Record
{
    /// <summary>What it is.</summary>
    public string Kind { get; internal set; } = "";

    /// <summary>What a person compares.</summary>
    public string Fingerprint { get; internal set; } = "";

    /// <summary>What else it says.</summary>
    public IReadOnlyList<string> Details { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Kind} {Fingerprint}");
}
