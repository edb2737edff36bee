namespace PosBackup.PowerShell.Records;

/// <summary>What became of the scratch database.</summary>
public sealed class DrillCleanUp : Record
{
    /// <summary>What became of it.</summary>
    public CleanUpOutcome Outcome { get; internal set; }

    /// <summary>Why it is still there.</summary>
    public string? Message { get; internal set; }

    /// <summary>Its name.</summary>
    public string? ScratchDatabase { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Outcome}");
}
