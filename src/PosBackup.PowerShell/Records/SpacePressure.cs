namespace PosBackup.PowerShell.Records;

/// <summary>Room that is missing after the plan.</summary>
public sealed class SpacePressure : Record
{
    /// <summary>Bytes that are missing.</summary>
    public long MissingBytes { get; internal set; }

    /// <summary>What keeps them.</summary>
    public IReadOnlyList<KeptSpace> Kept { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{MissingBytes}");
}
