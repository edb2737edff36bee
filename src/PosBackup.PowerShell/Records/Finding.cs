using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Something that verification has to say.</summary>
public sealed class Finding : Record
{
    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; internal set; }

    /// <summary>A stable code.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>The set that it is about, as its position in the file.</summary>
    public int? Position { get; internal set; }

    /// <summary>Where in the file it is.</summary>
    public long? Offset { get; internal set; }

    /// <summary>What it is.</summary>
    public string Message { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Severity}: {Message}");
}
