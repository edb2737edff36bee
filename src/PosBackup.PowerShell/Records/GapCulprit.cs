namespace PosBackup.PowerShell.Records;

/// <summary>The set that is missing or of no use.</summary>
public sealed class GapCulprit : Record
{
    /// <summary>Why it is of no use.</summary>
    public GapObstacle? Obstacle { get; internal set; }

    /// <summary>Where it was or should be.</summary>
    public IReadOnlyList<string> Files { get; internal set; } = [];

    /// <summary>Where the history of the instance says that it went.</summary>
    public IReadOnlyList<string> Devices { get; internal set; } = [];

    /// <summary>The set.</summary>
    public BackupSet? Set { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Obstacle} {Set}");
}
