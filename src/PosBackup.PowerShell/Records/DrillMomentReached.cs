using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>Which moment a drill was to reach, and reached.</summary>
public sealed class DrillMomentReached : Record
{
    /// <summary>Which was chosen.</summary>
    public DrillMoment Choice { get; internal set; }

    /// <summary>When it was.</summary>
    public DateTimeOffset? Asked { get; internal set; }

    /// <summary>When the state that came back was.</summary>
    public DateTimeOffset? Reached { get; internal set; }

    /// <summary>What decided a random one.</summary>
    public long? Seed { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Choice} {Readable.MomentAndOffset(Reached)}");
}
