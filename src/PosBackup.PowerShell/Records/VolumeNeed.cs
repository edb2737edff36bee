namespace PosBackup.PowerShell.Records;

/// <summary>What a volume needs and has.</summary>
public sealed class VolumeNeed : Record
{
    /// <summary>The volume.</summary>
    public string Volume { get; internal set; } = "";

    /// <summary>Bytes that the restore needs there.</summary>
    public long NeededBytes { get; internal set; }

    /// <summary>Bytes that are free; null when nobody can tell.</summary>
    public long? FreeBytes { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Volume}");
}
