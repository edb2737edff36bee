using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>A moment that can be had instead.</summary>
public sealed class ReachableMoment : Record
{
    /// <summary>When it was.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>The set at whose end it is.</summary>
    public Guid? SetGuid { get; internal set; }

    /// <summary>How the program posbackup is asked for it.</summary>
    public string Option { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => Readable.MomentAndOffset(At);
}
