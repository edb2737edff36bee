namespace PosBackup.PowerShell.Records;

/// <summary>How fast a database was usable.</summary>
public sealed class RecoveryTime : Record
{
    /// <summary>Time to a usable database.</summary>
    public TimeSpan? Measured { get; internal set; }

    /// <summary>The time that was promised.</summary>
    public TimeSpan? Target { get; internal set; }

    /// <summary>Whether the promise was kept.</summary>
    public bool? IsMet { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Measured}");
}
