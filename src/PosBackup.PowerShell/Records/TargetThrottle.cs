namespace PosBackup.PowerShell.Records;

/// <summary>Limits of speed.</summary>
public sealed class TargetThrottle : Record
{
    /// <summary>The limit.</summary>
    public long BytesPerSecond { get; internal set; }

    /// <summary>Times of day without it.</summary>
    public IReadOnlyList<string> FullSpeed { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{BytesPerSecond}");
}
