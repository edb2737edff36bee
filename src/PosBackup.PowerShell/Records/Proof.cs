using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>A proof of a media file.</summary>
public sealed class Proof : Record
{
    /// <summary>How deep it went.</summary>
    public VerificationLevel Level { get; internal set; }

    /// <summary>What it says.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>When it was.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>The instance that was asked.</summary>
    public string? Instance { get; internal set; }

    /// <summary>Version of the engine that proved it.</summary>
    public string ToolVersion { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Level} {Verdict} {Readable.MomentAndOffset(At)}");
}
