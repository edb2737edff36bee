using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>A backup set, and why it stays or goes.</summary>
public sealed class JudgedSet : Record
{
    /// <summary>Identity of the set.</summary>
    public Guid SetGuid { get; internal set; }

    /// <summary>What it holds.</summary>
    public BackupKind Kind { get; internal set; }

    /// <summary>The database.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>The instance that took it.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; internal set; }

    /// <summary>Why it is kept.</summary>
    public IReadOnlyList<KeepReason> Keeps { get; internal set; } = [];

    /// <summary>Why it goes; null when it stays.</summary>
    [JsonWord]
    public string? Removal { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database} {Kind} {Readable.MomentAndOffset(FinishedAt)}");
}
